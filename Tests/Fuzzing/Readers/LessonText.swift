import Diagnostics
import Exercises
import Lessons

/// A lesson with one exercise, for inputs that need a lesson.
let smallLesson = Lesson(SourceText(name: "lesson.md", lessonText))

let lessonText = """
  # A lesson

  ```errorbook exercise repair
  class E(Exception)
  ```

  ```errorbook tests repair
  test "it is caught" { expect raise E -> "caught" }
  ```

  ```errorbook solution repair
  class E(Exception)
  handler E -> "caught"
  ```

  ```errorbook wrong repair
  handler Exception -> "not caught"
  ```

  ```hint repair
  A handler.
  ```
  """

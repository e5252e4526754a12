import unittest

from flask import Flask, abort, redirect, url_for

app = Flask(__name__)
app.secret_key = "not a secret"

POSTS = {1: "Hello", 2: "Second post"}


class PostNotFound(LookupError):
    pass


@app.errorhandler(PostNotFound)
def post_not_found(e):
    return "There is no post with this number.", 404


@app.errorhandler(403)
def forbidden(e):
    return "Please log in first.", 403


@app.route("/")
def index():
    return ", ".join(POSTS[key] for key in sorted(POSTS))


@app.route("/post/<int:number>/")
def post(number):
    try:
        return POSTS[number]
    except KeyError:
        raise PostNotFound(number) from None


@app.route("/admin")
def admin():
    abort(403)


@app.route("/old")
def old():
    return redirect("/")


class BlogTestCase(unittest.TestCase):
    def setUp(self):
        app.testing = True
        self.client = app.test_client()

    def tearDown(self):
        app.testing = False

    def test_zero_is_not_a_post(self):
        response = self.client.get("/post/0/")
        self.assertEqual(response.status_code, 404)
        self.assertEqual(response.data, b"There is no post with this number.")

    def test_index(self):
        response = self.client.get("/")
        self.assertEqual(200, response.status_code)
        self.assertIn(b"Hello", response.data)

    def test_admin_needs_login(self):
        response = self.client.get("/admin")
        self.assertEqual(response.status_code, 403)
        self.assertIn("log in", response.get_data(as_text=True))
        self.assertNotIn("Forbidden", response.get_data(as_text=True))

    def test_missing_slash_redirects(self):
        response = self.client.get("/post/1")
        self.assertIn(response.status_code, (301, 308))

    def test_old_address(self):
        response = self.client.get("/old")
        self.assertEqual(response.status_code, 302)
        self.assertTrue(response.headers["Location"].endswith("/"))


class UnknownPagesTestCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = app.test_client()

    def test_word_instead_of_number(self):
        self.assertEqual(self.client.get("/post/first/").status_code, 404)

    def test_post_method(self):
        self.assertEqual(self.client.post("/").status_code, 405)


if __name__ == "__main__":
    unittest.main()

class WikiError(Exception):
    status = 500
    template = "error on {title}"

    def __init__(self, title):
        self.title = title

    def message(self):
        return self.template.format(title=self.title)


class PageNotFound(WikiError):
    status = 404
    template = "{title} does not exist yet"


class PageLocked(WikiError):
    status = 423
    template = "{title} is locked"

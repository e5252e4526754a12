from wiki import PAGES


def test_home(client):
    assert client.get("/home").data == b"Welcome"


def test_root_redirects(client):
    response = client.get("/")
    assert response.status_code == 302
    assert response.headers["Location"].endswith("/home")


def test_follow(client):
    assert client.get("/", follow_redirects=True).data == b"Welcome"


def test_new_page(client):
    assert client.get("/tea").status_code == 404
    assert client.post("/tea", data=dict(text="Tea!")).status_code == 201
    assert client.get("/tea").data == b"Tea!"
    assert "tea" in PAGES


def test_pages_are_clean(client):
    response = client.get("/tea")
    assert response.data == b"tea does not exist yet"
    assert PAGES == {"home": "Welcome"}


def test_locked(client):
    response = client.post("/home", data={"text": "Spam"})
    assert response.status_code == 423
    assert response.data == b"home is locked"


def test_missing_text(client):
    assert client.post("/tea").status_code == 400

import pytest

QUIET = {"PROPAGATE_EXCEPTIONS": False}


def test_default(client):
    assert client.get("/limited").status_code == 429
    with pytest.raises(AssertionError):
        client.get("/crash")


@pytest.mark.parametrize(
    "client", [QUIET, {"TESTING": True, "PROPAGATE_EXCEPTIONS": False}], indirect=True
)
def test_quiet(client):
    assert client.get("/crash").status_code == 500


@pytest.mark.parametrize("code", [400, 503])
@pytest.mark.parametrize("client", [QUIET], indirect=True, ids=["quiet"])
def test_codes(client, code):
    assert client.get("/stop/{}".format(code)).status_code == code


def test_own_app(make_app):
    app = make_app()
    app.testing = True

    @app.errorhandler(AssertionError)
    def failed(error):
        return "failed: " + error.args[0], 500

    assert app.test_client().get("/crash").data == b"failed: arithmetic"

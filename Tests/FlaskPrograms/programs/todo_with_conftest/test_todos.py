import json

import pytest


def test_list(client):
    assert client.get("/todos").get_data(as_text=True) == "write\nreview"


@pytest.mark.parametrize(
    "index, text", [(0, b"write"), (1, b"review")], ids=["first", "second"]
)
def test_one(client, index, text):
    assert client.get("/todos/%d" % index).data == text


def test_unknown_number(client):
    assert client.get("/todos/2").status_code == 404


class TestFinish:
    @pytest.fixture
    def finish(self, client):
        def send(index):
            return client.post("/todos/{}/finish".format(index))

        return send

    def test_first(self, finish):
        response = finish(0)
        assert response.status_code == 204
        assert response.data == b""

    def test_second(self, finish):
        response = finish(1)
        assert response.status_code == 422
        assert json.loads(response.data) == {"error": "finish the first one first"}

    def test_get(self, client):
        assert client.get("/todos/0/finish").status_code == 405

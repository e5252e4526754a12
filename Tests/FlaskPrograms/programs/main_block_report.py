# My custom 500 page is not shown. Run with: python main_block_report.py
from flask import Flask

app = Flask(__name__)
app.config["DEBUG"] = True


@app.errorhandler(500)
def internal(error):
    return "custom page", 500


@app.route("/")
def index():
    return "ok"


@app.route("/divide")
def divide():
    return str(1 / 0)


if __name__ == "__main__":
    client = app.test_client()
    print(client.get("/").status_code)
    try:
        response = client.get("/divide")
        print(response.status_code, response.data)
    except ZeroDivisionError as error:
        print("escaped:", error)
    app.config["DEBUG"] = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    response = client.get("/divide")
    print(response.status_code, response.data)
    assert response.data == b"custom page"

"""Blueprints that are registered again or changed after the first request, which releases before 2.2 allow."""
import pytest
from flask import Blueprint, Flask


class StockError(Exception):
    pass


class SoldOut(StockError):
    pass


def create_app(debug=False):
    # Without instance_path, some releases look for the package of this file.
    app = Flask(__name__, instance_path="/")
    app.config["DEBUG"] = debug
    app.config["PROPAGATE_EXCEPTIONS"] = False
    shop = Blueprint("shop", __name__, url_prefix="/shop")
    admin = Blueprint("admin", __name__, url_prefix="/admin")
    app.started = []

    @shop.route("/buy")
    def buy():
        raise SoldOut()

    @shop.route("/sell")
    def sell():
        raise StockError()

    @shop.before_request
    def count():
        app.started.append("shop")

    @shop.before_app_request
    def count_all():
        app.started.append("all")

    @shop.errorhandler(StockError)
    def stock(error):
        return "stock", 409

    @shop.app_errorhandler(404)
    def missing(error):
        return "the shop has no such page", 404

    @admin.route("/")
    def home():
        raise SoldOut()

    @app.route("/")
    def index():
        return "index"

    @app.errorhandler(404)
    def lost(error):
        return "lost", 404

    app.register_blueprint(shop)
    return app, shop, admin


def sold_out(error):
    return "sold out", 410


def test_registering_again_after_a_request():
    app, shop, admin = create_app()
    client = app.test_client()
    assert client.get("/shop/buy").data == b"stock"
    app.register_blueprint(shop, url_prefix="/market", name="market")
    assert client.get("/market/buy").status_code == 409
    assert client.get("/shop/buy").status_code == 409


def test_hooks_of_another_registration_run_once():
    app, shop, admin = create_app()
    client = app.test_client()
    app.register_blueprint(shop, url_prefix="/market", name="market")
    client.get("/market/buy")
    assert app.started == ["all", "shop"]
    client.get("/")
    assert app.started == ["all", "shop", "all"]


def test_another_registration_keeps_handlers_of_the_app():
    app, shop, admin = create_app()
    app.errorhandler(404)(lambda error: ("nowhere", 404))
    app.register_blueprint(shop, url_prefix="/market", name="market")
    assert app.test_client().get("/nowhere").data == b"nowhere"


def test_a_late_handler_and_a_late_route():
    app, shop, admin = create_app()
    client = app.test_client()
    client.get("/")
    shop.errorhandler(SoldOut)(sold_out)

    @shop.route("/late")
    def late():
        return "late"

    assert client.get("/shop/buy").status_code == 409
    assert client.get("/shop/late").status_code == 404
    app.register_blueprint(shop, url_prefix="/market", name="market")
    client.get("/market/buy")
    client.get("/market/sell")
    assert client.get("/market/late").data == b"late"


def test_a_late_handler_in_another_app():
    app, shop, admin = create_app()
    app.test_client().get("/")
    shop.errorhandler(SoldOut)(sold_out)
    other = Flask(__name__, instance_path="/")
    other.register_blueprint(shop)
    other.test_client().get("/shop/buy")
    assert app.test_client().get("/shop/buy").status_code == 409


def test_nesting_too_late():
    app, shop, admin = create_app()
    client = app.test_client()
    client.get("/")
    shop.register_blueprint(admin)
    assert client.get("/shop/admin/").status_code == 404
    app.register_blueprint(shop, url_prefix="/market", name="market")
    client.get("/market/admin/")


def test_a_name_of_another_blueprint():
    app, shop, admin = create_app()
    app.register_blueprint(shop, url_prefix="/market", name="admin2")
    app.register_blueprint(admin, name="market")
    assert app.test_client().get("/admin/").status_code == 500


def test_setup_in_debug_mode():
    app, shop, admin = create_app(debug=True)
    app.test_client().get("/")
    with pytest.raises(AssertionError):
        app.add_url_rule("/late", "late", lambda: "late")
    with pytest.raises(AssertionError):
        app.register_error_handler(299, sold_out)
    with pytest.raises(AssertionError):
        app.register_blueprint(admin)
    with pytest.raises(AssertionError):
        app.before_request(lambda: "stopped")
    assert app.test_client().get("/").data == b"index"


def test_setup_after_a_request():
    app, shop, admin = create_app()
    app.test_client().get("/")
    app.add_url_rule("/late", "late", lambda: "late")
    assert app.test_client().get("/late").data == b"late"

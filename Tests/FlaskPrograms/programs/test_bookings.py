"""Bookings with dates, prices as decimals, and formatted numbers."""

import datetime
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

import pytest
from flask import Flask, request

app = Flask(__name__)
OPENING = date(2026, 4, 1)
PRICE = Decimal("12.50")


class BookingError(Exception):
    code = "booking"

    def __init__(self, reason, day=None):
        super().__init__(reason)
        self.day = day


@app.errorhandler(BookingError)
def booking_error(error):
    when = error.day.strftime("%A, %d %B") if error.day else "no day"
    return f"{error} ({when})", 409


@app.errorhandler(ValueError)
def bad_value(error):
    return "bad value: %s" % error, 400


@app.errorhandler(InvalidOperation)
def bad_number(error):
    return "not a number", 400


@app.errorhandler(OverflowError)
def overflow(error):
    return "too far", 400


@app.route("/day/<text>")
def day(text):
    when = date.fromisoformat(text)
    if when < OPENING:
        raise BookingError("closed", when)
    if when.weekday() == 0:
        raise BookingError("no bookings on Mondays", when)
    return f"{when:%d.%m.%Y} is day {(when - OPENING).days + 1}"


@app.route("/moment/<text>")
def moment(text):
    when = datetime.datetime.strptime(text, "%Y-%m-%d %H:%M")
    return when.isoformat() + " " + when.strftime("%b %d, %I:%M %p")


@app.route("/parse/<text>")
def parse(text):
    return str(datetime.datetime.strptime(text, "%d %b %y").date())


@app.route("/iso/<text>")
def iso(text):
    when = datetime.datetime.fromisoformat(text)
    return str(when) + " " + str(when.hour)


@app.route("/plus/<text>/<int:days>")
def plus(text, days):
    later = date.fromisoformat(text) + timedelta(days=days)
    return later.isoformat() + " " + str(later.replace(day=1))


@app.route("/nights/<first>/<last>")
def nights(first, last):
    first, last = date.fromisoformat(first), date.fromisoformat(last)
    if last <= first:
        raise BookingError("the last day comes first", last)
    length = last - first
    total = PRICE * length.days
    return f"{length.days} nights, {total}, {length}"


@app.route("/price", methods=["POST"])
def price():
    amount = Decimal(request.form["amount"])
    if amount <= 0:
        raise BookingError("no amount")
    if amount > Decimal("1000"):
        raise BookingError("too much")
    return str(amount + PRICE) + " " + str(amount * 2)


@app.route("/number/<int:number>")
def number(number):
    return "|".join(
        [
            f"{number:05d}",
            f"{number:,}",
            f"{number:>8}",
            f"{number:<6}.",
            "{:^7}".format(number),
            "{0:x} {0:b}".format(number),
            "%03d" % number,
            "%6.2f" % number,
            f"{number:.1f}",
            f"{'left':<6}{'right':>6}{'mid':*^7}",
            "%-5s%5s" % ("a", "b"),
            format(number, "+d"),
        ]
    )


@app.route("/duration/<int:seconds>")
def duration(seconds):
    length = timedelta(seconds=seconds)
    return "%s %d %d" % (length, length.days, length.seconds)


@pytest.mark.parametrize(
    "path, status, body",
    [
        ("/day/2026-04-02", 200, "02.04.2026 is day 2"),
        ("/day/2026-03-31", 409, "closed (Tuesday, 31 March)"),
        ("/day/2026-04-06", 409, "no bookings on Mondays (Monday, 06 April)"),
        ("/day/2026-02-30", 400, "bad value: day is out of range for month"),
        ("/day/2026-13-01", 400, "bad value: month must be in 1..12"),
        ("/day/tomorrow", 400, "bad value: Invalid isoformat string: 'tomorrow'"),
        ("/moment/2026-04-01%2014:30", 200, "2026-04-01T14:30:00 Apr 01, 02:30 PM"),
        ("/moment/2026-04-01", 400, "bad value: time data '2026-04-01' does not match format '%Y-%m-%d %H:%M'"),
        ("/moment/2026-04-01%2014:30:15", 400, "bad value: unconverted data remains: :15"),
        ("/moment/2026-04-31%2014:30", 400, "bad value: day is out of range for month"),
        ("/parse/1%20MAY%2026", 200, "2026-05-01"),
        ("/parse/1%20Mai%2026", 400, "bad value: time data '1 Mai 26' does not match format '%d %b %y'"),
        ("/iso/2026-04-01T08:15", 200, "2026-04-01 08:15:00 8"),
        ("/iso/2026-04-01", 200, "2026-04-01 00:00:00 0"),
        ("/iso/now", 400, "bad value: Invalid isoformat string: 'now'"),
        ("/plus/2026-12-31/60", 200, "2027-03-01 2027-03-01"),
        ("/plus/2024-02-28/1", 200, "2024-02-29 2024-02-01"),
        ("/nights/2026-04-01/2026-04-04", 200, "3 nights, 37.50, 3 days, 0:00:00"),
        ("/nights/2026-04-01/2026-04-01", 409, "the last day comes first (Wednesday, 01 April)"),
        (
            "/number/42",
            200,
            "00042|42|      42|42    .|  42   |2a 101010|042| 42.00|42.0|left   right**mid**|a        b|+42",
        ),
        (
            "/number/1234567",
            200,
            "1234567|1,234,567| 1234567|1234567.|1234567|12d687 100101101011010000111|1234567|1234567.00|1234567.0"
            "|left   right**mid**|a        b|+1234567",
        ),
        ("/duration/90061", 200, "1 day, 1:01:01 1 3661"),
        ("/duration/59", 200, "0:00:59 0 59"),
    ],
)
def test_get(path, status, body):
    response = app.test_client().get(path)
    assert response.get_data(as_text=True) == body
    assert response.status_code == status


@pytest.mark.parametrize(
    "amount, body",
    [
        ("7.5", "20.00 15.0"),
        ("0.05", "12.55 0.10"),
        ("-1", "no amount (no day)"),
        ("0", "no amount (no day)"),
        ("1000.01", "too much (no day)"),
        ("ten", "not a number"),
        ("", "not a number"),
    ],
)
def test_price(amount, body):
    assert app.test_client().post("/price", data={"amount": amount}).get_data(as_text=True) == body

# -*- coding: utf-8 -*-
import flask
import pytest
import werkzeug.exceptions as ex

app = flask.Flask(__name__)
app.config['TESTING'] = True; app.config['JSON_SORT_KEYS'] = False


class Überlast(Exception): pass


@app.errorhandler(Überlast)
def überlast(e): return u'Überlast', 503


@app.errorhandler(ex.Unauthorized)
def unauthorized(e): return flask.make_response(('Bitte anmelden', 401))


@app.errorhandler(ex.HTTPException)
def http(e):
    if e.code >= 500: return 'server', e.code
    elif e.code == 404: return 'nothing at ' + flask.request.path, 404
    else: return 'client', e.code


@app.route('/last')
def last(): raise Überlast()


@app.route('/login')
def login(): flask.abort(401)


@app.route('/gateway')
def gateway(): raise ex.BadGateway


@app.route('/grüße')
def greetings(): return 'grüß dich'


@pytest.fixture(name='c')
def client_fixture(): return app.test_client()


def test_unicode(c):
    assert c.get('/last').get_data(as_text=True) == 'Überlast'
    assert c.get('/grüße').data == 'grüß dich'.encode('utf-8')


def test_login(c): assert c.get('/login').data == b'Bitte anmelden'


def test_codes(c):
    assert c.get('/gateway').data == b'server'
    assert c.get('/niemand').data == b'nothing at /niemand'
    assert c.post('/login').data == b'client'


def test_several_lines(c):
    answers = [
        (response.status_code, response.data)
        for response in (c.get(path) for path in ('/login', '/gateway'))
    ]
    assert answers == [
        (401, b'Bitte anmelden'),
        (502, b'server'),
    ]

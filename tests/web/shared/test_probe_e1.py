def test_host(make_app):
    app = make_app(trusted_hosts=("good.example",), TESTING=False, PROPAGATE_EXCEPTIONS=False)
    r = app.test_client().get("/ko/", headers={"Host":"evil.example"})
    print(r.status_code, r.data[:200], r.headers)
    r = app.test_client().post("/ko/receipts/new", headers={"Host":"evil.example"})
    print(r.status_code)
    r = app.test_client().get("/ko/", headers={"Host":"good.example"})
    print(r.status_code)

import re
from tests.conftest import signed_in
def test_leak(alder, birch):
    c = signed_in(alder.owner, alder.practice)
    for url in [f"/admin/pages/{alder.practice.site.root_page_id}/", "/admin/reports/workflow/", "/admin/reports/page-types-usage/", "/admin/forms/", "/admin/redirects/"]:
        r = c.get(url); b = r.content.decode()
        print(url, r.status_code, [re.sub(r"\s+", " ", b[max(0, m.start()-300):m.end()+60]) for m in re.finditer("Birch", b)][:2])

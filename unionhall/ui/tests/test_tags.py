"""What the components put on the page."""

from datetime import date
from types import SimpleNamespace

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from unionhall.core.actor import ANONYMOUS
from unionhall.core.verdict import YES, no
from unionhall.ui import widgets
from unionhall.ui.parts import Choice, Column, Fact


def drawn(source, url="/list/", **context):
    request = RequestFactory().get(url)
    request.actor = ANONYMOUS
    with translation.override("en"):
        return engines["django"].from_string("{% load ui %}" + source).render(context, request)


class Form(forms.Form):
    amount = forms.DecimalField(help_text="before tax", widget=widgets.MoneyInput())
    kind = forms.ChoiceField(
        choices=[("a", "Wages"), ("b", "Injury")], widget=widgets.RadioTiles(hints={"a": "unpaid"})
    )
    words = forms.CharField(max_length=5, required=False, widget=widgets.CountedTextarea())
    on = forms.DateField(widget=widgets.DateInput(), required=False)

    def clean(self):
        raise forms.ValidationError("Both cannot be true.")


def test_a_verdict_of_yes_is_a_link():
    html = drawn('{% verdict_button verdict "Settle" "/settlement/" %}', verdict=YES)

    assert '<a class="button" href="/settlement/"' in html


def test_a_verdict_of_no_is_a_barred_button_that_says_why_and_what_next():
    html = drawn(
        '{% verdict_button verdict "Settle" "/settlement/" %}', verdict=no("It is closed.", "Reopen it first.")
    )

    assert "/settlement/" not in html
    assert 'aria-disabled="true"' in html
    assert "It is closed." in html
    assert "Reopen it first." in html
    described = html.split('aria-describedby="')[1].split('"')[0]
    assert f'id="{described}"' in html


def test_a_verdict_button_by_post_carries_the_token():
    html = drawn('{% verdict_button verdict "Take up" "/assignment/" method="post" %}', verdict=YES)

    assert '<form class="act" method="post" action="/assignment/"' in html
    assert "csrfmiddlewaretoken" in html


def test_what_people_typed_is_never_markup():
    nasty = "<script>alert(1)</script>"
    html = drawn(
        "{% tag nasty %}{% fact nasty nasty %}{% copy_button nasty nasty %}{% card title=nasty %}{{ nasty }}{% endcard %}"
        "{% link_button nasty '/x' %}{% verdict_button refused nasty '/' %}",
        nasty=nasty,
        refused=no(nasty),
    )

    assert "<script>" not in html


def test_a_field_is_described_by_its_hint_and_its_error():
    html = drawn("{% field form.amount %}", form=Form({"amount": "one"}))

    assert 'aria-describedby="id_amount-hint id_amount-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_amount-hint"' in html
    assert 'id="id_amount-error"' in html
    assert '<label class="label" for="id_amount">' in html


def test_a_choice_of_one_is_a_fieldset_with_its_question_as_legend():
    html = drawn("{% field form.kind big_label=True %}", form=Form())

    assert '<legend class="label question">Kind' in html
    assert html.count('type="radio"') == 2
    assert "unpaid" in html


def test_the_summary_links_to_every_wrong_field_and_says_what_belongs_to_none():
    html = drawn("{% form_errors form %}", form=Form({"amount": "one", "kind": "z"}))

    assert 'href="#id_amount"' in html
    assert 'href="#id_kind_0"' in html
    assert "Both cannot be true." in html


def test_a_form_without_mistakes_has_no_summary():
    assert drawn("{% form_errors form %}", form=Form()).strip() == ""


def test_too_long_a_text_is_counted_not_cut():
    html = drawn("{% field form.words %}", form=Form({"words": "123456789"}))

    assert 'data-counter="5"' in html
    assert "maxlength" not in html
    assert "123456789" in html


def test_a_date_that_does_not_exist_can_be_seen_and_corrected():
    assert 'type="text" name="on" value="2026-02-31"' in drawn("{% field form.on %}", form=Form({"on": "2026-02-31"}))
    assert 'type="date" name="on" value="2026-02-28"' in drawn("{% field form.on %}", form=Form({"on": "2026-02-28"}))


def test_a_camera_and_a_shelf_fill_the_same_field():
    form = type("Upload", (forms.Form,), {"files": widgets.FilesField(required=False)})()
    html = drawn("{% field form.files %}", form=form)

    assert html.count('name="files"') == 2
    assert 'capture="environment"' in html


def test_a_table_turns_its_order_and_goes_back_to_its_first_page():
    columns = [Column("Number", "number"), Column("Due", "due")]
    source = '{% data_table caption="List" columns=columns %}<tr><td>1</td></tr>{% enddata_table %}'
    html = drawn(source, "/list/?sort=due&after=abc&state=open", columns=columns)

    assert 'aria-sort="ascending"' in html
    assert 'href="/list/?sort=-due&amp;state=open"' in html
    assert 'href="/list/?sort=number&amp;state=open"' in html


def test_an_empty_table_says_so_instead():
    html = drawn(
        '{% data_table caption="List" columns=columns empty="Take a filter away." %}\n {% enddata_table %}', columns=[]
    )

    assert "<table" not in html
    assert "Take a filter away." in html


def test_the_pager_keeps_the_filters():
    page = SimpleNamespace(next_cursor="n:1", prev_cursor="p:1")
    html = drawn("{% pager page %}", "/list/?state=open&after=x", page=page)

    assert 'href="/list/?state=open&amp;after=n%3A1"' in html
    assert 'href="/list/?state=open"' in html


def test_a_single_page_has_no_pager():
    assert drawn("{% pager page %}", page=SimpleNamespace(next_cursor=None, prev_cursor=None)).strip() == ""


def test_an_unstated_fact_says_so():
    assert "not stated" in drawn("{% facts rows %}", rows=[Fact("Employer", "")])


def test_a_clock_carries_words_and_the_exact_day(freeze):
    freeze("2026-06-05 09:00")
    html = drawn("{% clock due %}", due=date(2026, 6, 10))

    assert 'data-tone="amber"' in html
    assert "3 working days left" in html
    assert '<time class="clock-exact" datetime="2026-06-10">due 10 June</time>' in html


def test_the_present_tab_and_the_last_crumb_say_where_we_are():
    choices = [Choice("Mine", "/mine/", current=True), Choice("All", "/all/")]

    assert drawn('{% tabs choices "Views" %}', choices=choices).count('aria-current="page"') == 1
    assert '<span aria-current="page">All</span>' in drawn("{% crumbs choices %}", choices=choices)


def test_unmasking_asks_for_a_purpose():
    html = drawn(
        '{% unmask "Phone" "138****1234" "/phone/" purposes name="phone" %}', purposes=[("call", "To call back")]
    )

    assert "138****1234" in html
    assert 'name="purpose" required' in html
    assert '<option value="call">To call back</option>' in html


def test_an_icon_is_silent_unless_it_speaks():
    assert 'aria-hidden="true"' in drawn('{% icon "house" %}')
    assert 'role="img" aria-label="Home"' in drawn('{% icon "house" label="Home" %}')


def test_an_icon_nobody_drew_fails_here():
    with pytest.raises(LookupError):
        drawn('{% icon "no-such-thing" %}')

"""Addresses of money."""

from django.urls import URLPattern, path

from .views import bank, book, decisions, dues, payments

app_name = "funds"
BODY = "funds/bodies/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path("funds/", book.home, name="home"),
    path("funds/decisions/<slug:kind>/<uuid:pk>/", decisions.decision, name="decision"),
    path(BODY, book.body, name="body"),
    path(f"{BODY}budget/", book.budgeting, name="budgeting"),
    path(f"{BODY}posting/", book.posting, name="posting"),
    path("funds/accounts/<uuid:pk>/", book.account, name="account"),
    path("funds/journals/<uuid:pk>/", book.journal, name="journal"),
    path("funds/journals/<uuid:pk>/reversal/", book.reversal, name="reversal"),
    path(f"{BODY}dues/", dues.dues, name="dues"),
    path(f"{BODY}dues/new/", dues.billing, name="billing"),
    path("funds/dues/<uuid:pk>/", dues.due, name="due"),
    path("funds/dues/<uuid:pk>/<slug:act>/", dues.due_act, name="due_act"),
    path(f"{BODY}payments/", payments.payments, name="payments"),
    path(f"{BODY}payments/export/", payments.payments_export, name="payments_export"),
    path(f"{BODY}payments/new/", payments.spending, name="spending"),
    path(f"{BODY}refunds/new/", payments.refunding, name="refunding"),
    path("funds/payments/<uuid:pk>/", payments.payment, name="payment"),
    path("funds/payments/<uuid:pk>/return/", payments.returning, name="returning"),
    path(f"{BODY}payees/", payments.payees, name="payees"),
    path(f"{BODY}payees/new/", payments.payee_entering, name="payee_entering"),
    path("funds/payees/<uuid:pk>/account/", payments.account_change, name="account_change"),
    path(f"{BODY}batches/new/", bank.batching, name="batching"),
    path("funds/batches/<uuid:pk>/", bank.batch, name="batch"),
    path("funds/batches/<uuid:pk>/export/", bank.export, name="export"),
    path("funds/batches/<uuid:pk>/cancelling/", bank.cancelling, name="cancelling"),
    path("funds/batches/<uuid:pk>/file/", bank.batch_file, name="batch_file"),
    path(f"{BODY}reconciliation/", bank.reconciliation, name="reconciliation"),
    path("funds/lines/<uuid:pk>/setting-aside/", bank.setting_aside, name="setting_aside"),
]

"""Transfers and referrals, for senders, receivers and those who answer by a one-time link."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

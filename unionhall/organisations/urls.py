"""Addresses of the register: bodies, the places they answer for, employers."""

from django.urls import URLPattern, path

from .views import bodies, employers

app_name = "organisations"
BODY = "bodies/<uuid:pk>/"
EMPLOYER = "employers/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/new/", bodies.founding, name="founding"),
    path("bodies/places/", bodies.places, name="places"),
    path(BODY, bodies.body, name="body"),
    path(f"{BODY}details/", bodies.body_details, name="body_details"),
    path(f"{BODY}parent/", bodies.body_parent, name="body_parent"),
    path(f"{BODY}closing/", bodies.body_closing, name="body_closing"),
    path(f"{BODY}places/", bodies.body_places, name="body_places"),
    path(f"{BODY}places/<uuid:rule_pk>/end/", bodies.body_place_end, name="body_place_end"),
    path("employers/", employers.employers, name="employers"),
    path("employers/new/", employers.employer_registration, name="employer_registration"),
    path(EMPLOYER, employers.employer, name="employer"),
    path(f"{EMPLOYER}details/", employers.employer_details, name="employer_details"),
    path(f"{EMPLOYER}closing/", employers.employer_closing, name="employer_closing"),
]

"""Addresses of the register: bodies, the places they answer for, employers."""

from django.urls import URLPattern, path

from .views import across, bodies, employers, tree

app_name = "organisations"
BODY = "bodies/<uuid:pk>/"
EMPLOYER = "employers/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/new/", bodies.founding, name="founding"),
    path("bodies/tree/", tree.tree, name="tree"),
    path("bodies/places/", bodies.places, name="places"),
    path("bodies/places/codes/", tree.codes, name="codes"),
    path(BODY, bodies.body, name="body"),
    path(f"{BODY}details/", bodies.body_details, name="body_details"),
    path(f"{BODY}history/", tree.body_history, name="body_history"),
    path(f"{BODY}parent/", tree.body_parent, name="body_parent"),
    path(f"{BODY}merger/", tree.body_merger, name="body_merger"),
    path(f"{BODY}closing/", tree.body_closing, name="body_closing"),
    path(f"{BODY}changes/<uuid:change_pk>/withdrawal/", tree.change_withdrawal, name="change_withdrawal"),
    path(f"{BODY}affiliation/", across.body_affiliation, name="body_affiliation"),
    path(f"{BODY}affiliation/<uuid:row_pk>/end/", across.affiliation_end, name="affiliation_end"),
    path(f"{BODY}units/", across.body_units, name="body_units"),
    path(f"{BODY}units/<uuid:unit_pk>/end/", across.unit_end, name="unit_end"),
    path(f"{BODY}places/", bodies.body_places, name="body_places"),
    path(f"{BODY}places/<uuid:rule_pk>/end/", bodies.body_place_end, name="body_place_end"),
    path("employers/", employers.employers, name="employers"),
    path("employers/new/", employers.employer_registration, name="employer_registration"),
    path(EMPLOYER, employers.employer, name="employer"),
    path(f"{EMPLOYER}details/", employers.employer_details, name="employer_details"),
    path(f"{EMPLOYER}closing/", employers.employer_closing, name="employer_closing"),
]

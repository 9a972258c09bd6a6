"""Addresses of lists of names."""

from django.urls import URLPattern, path

from .views import reviews, rosters

app_name = "rosters"
ONE = "rosters/<uuid:pk>/"
ROW = "rosters/reviews/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path("rosters/", rosters.rosters, name="rosters"),
    path("rosters/reviews/", reviews.reviews, name="reviews"),
    path(ROW, reviews.review, name="review"),
    path(f"{ROW}entry/", reviews.entry, name="entry"),
    path(f"{ROW}omission/", reviews.omission, name="omission"),
    path(f"{ROW}undoing/", reviews.undoing, name="undoing"),
    path(ONE, rosters.roster, name="roster"),
    path(f"{ONE}trial/", rosters.trial, name="trial"),
    path(f"{ONE}start/", rosters.start, name="start"),
    path(f"{ONE}drop/", rosters.drop, name="drop"),
    path(f"{ONE}rejected/", rosters.rejected, name="rejected"),
]

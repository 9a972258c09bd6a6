from django.urls import path

from . import views

app_name = "insight"
urlpatterns = [
    path("insight/", views.board, name="board"),
    path("insight/public/", views.public_board, name="public"),
    path("insight/<slug:key>/", views.figure, name="figure"),
]

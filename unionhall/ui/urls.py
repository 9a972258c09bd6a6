from django.urls import path

from . import gallery, views

app_name = "ui"

urlpatterns = [
    path("ui/", gallery.gallery, name="gallery"),
    path("ui/panel/", gallery.panel, name="gallery_panel"),
    path("ui/trouble/<str:kind>/", gallery.trouble, name="gallery_trouble"),
    path("ui/language/", views.language, name="language"),
    path("ui/elder/", views.elder, name="elder"),
]

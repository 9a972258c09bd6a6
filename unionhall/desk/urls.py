from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("offices/", views.offices, name="offices"),
    path("privacy/", views.privacy, name="privacy"),
]

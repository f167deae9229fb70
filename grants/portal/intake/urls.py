"""The addresses of the post room."""

from django.urls import path

from grants.portal.intake import by_post, views

urlpatterns = [
    path("", views.post, name="post"),
    path("nieuw/", views.choose, name="file-new"),
    path("nieuw/aanvrager/", views.new_party, name="new-party"),
    path("nieuw/<str:code>/<uuid:organisation>/<uuid:contact>/", views.file, name="file-for"),
    path("idee/<str:code>/<uuid:organisation>/<uuid:contact>/", views.idea, name="idea-for"),
    path("dubbel/", views.doubles, name="doubles"),
    path("dubbel/<str:stays>/<str:ends>/", views.merge, name="merge"),
    path("<str:reference>/code/", by_post.code, name="code-by-post"),
    path("<str:reference>/controle/", views.check, name="check"),
]

// Draws the API's description where an element asks for it with data-api-docs="address".
document.querySelectorAll("[data-api-docs]").forEach((place) => {
  window.SwaggerUIBundle({
    url: place.dataset.apiDocs,
    domNode: place,
    docExpansion: "none",
    deepLinking: true,
    defaultModelsExpandDepth: 0,
    validatorUrl: null,
    persistAuthorization: false,
  });
});

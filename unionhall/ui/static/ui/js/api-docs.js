// Draws the API's description where an element asks for it with data-api-docs="address".
document.querySelectorAll("[data-api-docs]").forEach((place) => {
  window.SwaggerUIBundle({
    url: place.dataset.apiDocs,
    domNode: place,
    docExpansion: "list",
    deepLinking: false, // its links would stand inside buttons
    defaultModelsExpandDepth: 0,
    validatorUrl: null,
    filter: true,
    tryItOutEnabled: true,
    persistAuthorization: false,
  });
});

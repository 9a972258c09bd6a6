"""How this installation is put together: settings, URLs, the server's entry point, the embedded database."""

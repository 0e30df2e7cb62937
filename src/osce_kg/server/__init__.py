"""SERVER: the Flask application. It answers one request at a time; ``hosting`` keeps it within limits."""

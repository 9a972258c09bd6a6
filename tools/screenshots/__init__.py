"""Takes the pictures of docs/how-to by walking each guide in a running demo, as a worker and as officers.

    python -m tools.screenshots --site http://127.0.0.1:8000 [--only settling group]

Run it against a fresh demo (`make demo-reset`): each guide brings its own matters, through the browser. The guide of old
letters also runs `unionhall letters import` in this folder, so the demo has to be started from the same folder.
"""

"""The ear: what the City sounds like from where one stands. Pure numpy; `app` plays it."""

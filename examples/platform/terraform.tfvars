night_watch = ["search"]

"""Read by gunicorn where it is started in this folder; options of the command line go before it."""

worker_class = "matchmaker.patience.PatientWorker"

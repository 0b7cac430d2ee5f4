"""Background work that keeps background work going."""

from __future__ import annotations

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.manager import JobManager

from panjereh.config.running.worker import STALLED


@app.periodic(cron="* * * * * */15")  # the sixth field: every 15 seconds
@app.task(name="config.resume_jobs", queueing_lock="config.resume_jobs", pass_context=True)
async def resume_jobs(context: JobContext, timestamp: int) -> None:
    """Put jobs of a worker that was killed back into the queue; every task may run twice."""
    await resume_stalled(context.app.job_manager)


async def resume_stalled(manager: JobManager) -> None:
    """Put back what is held by workers that have been silent for STALLED seconds."""
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED):
        await manager.retry_job(job)

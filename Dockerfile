# One image for every role; the command chooses: serve (the default), worker, migrate, ingest, doctor ...
#
#   docker build -t dateline .
#   docker run -p 127.0.0.1:8000:8000 -v dateline:/var/lib/dateline dateline

FROM python:3.11-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
WORKDIR /srv/dateline

# dependencies in a layer of their own: they change seldom, the program often
COPY pyproject.toml README.md LICENSE NOTICE ./
RUN mkdir app && touch app/__init__.py && pip install -e .

# installed in place, because the migrations are read from beside the package
COPY alembic.ini ./
COPY alembic alembic
COPY app app
# the gazetteer's index, so that no container has to build it first
RUN python -c "import pathlib; from app.extract.where import Gazetteer; Gazetteer.ensure(pathlib.Path('/srv/cache'))"

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /var/lib/dateline --create-home dateline
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/dateline /srv/dateline
COPY --from=build --chown=dateline:dateline /srv/cache /srv/cache

ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATELINE_DATA_DIR=/var/lib/dateline \
    DATELINE_CACHE_DIR=/srv/cache \
    DATELINE_PORT=8000
USER dateline
WORKDIR /srv/dateline
VOLUME /var/lib/dateline
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"DATELINE_PORT\"]}/healthz', timeout=4)"]
ENTRYPOINT ["dateline"]
CMD ["serve", "--host", "0.0.0.0"]

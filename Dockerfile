# Anteroom's application, its task worker and its periodic work: one image, three commands (compose.yaml).
FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /venv
COPY requirements/production.txt /build/requirements/production.txt
RUN /venv/bin/pip install --require-hashes -r /build/requirements/production.txt
WORKDIR /app
COPY manage.py ./
COPY sites sites
COPY cms cms
COPY templates templates
COPY static static
# Names and keys for this step only: collecting files needs settings that start, and no secret.
RUN SECRET_KEY=build INSTALLATION_DOMAIN=build.invalid REQUEST_KEYS="build:$(/venv/bin/python -c 'import base64; print(base64.b64encode(bytes(32)).decode())')" \
    ANTEROOM_DATA_DIR=/data STATIC_ROOT=/app/.static DJANGO_SETTINGS_MODULE=cms.settings.base \
    /venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
 && /venv/bin/python -m compileall -q sites cms

FROM python:3.13-slim
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin anteroom \
 && mkdir /data && chown anteroom /data
COPY --from=build /venv /venv
COPY --from=build /app /app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=cms.settings.base ANTEROOM_DATA_DIR=/data STATIC_ROOT=/app/.static BIND=0.0.0.0 PORT=8000
WORKDIR /app
USER anteroom
EXPOSE 8000
VOLUME /data
# Alive, not ready: a database that is away is no reason to end the process.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=4)"]
CMD ["python", "manage.py", "serve"]

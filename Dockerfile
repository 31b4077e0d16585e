# The bot in a small image: built from the same hash-checked lock as `make run`, run as nobody in particular.
FROM python:3.12-slim AS build
WORKDIR /app
COPY requirements/uv.txt requirements/uv.txt
RUN python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes --no-deps --target /tools --requirement requirements/uv.txt
COPY requirements/run.txt requirements/run.txt
# As in the Makefile: where uv does not reach a registry that pip is configured for, pip installs the same from the same hashes.
RUN python -m venv /venv \
 && { /tools/bin/uv pip install --no-cache --system-certs --python /venv/bin/python --require-hashes --compile-bytecode \
        --requirement requirements/run.txt \
      || /venv/bin/python -m pip install --no-cache-dir --require-hashes --requirement requirements/run.txt; }
COPY pyproject.toml README.md LICENSE ./
COPY questions questions
COPY storage storage
COPY bot bot
RUN /tools/bin/uv pip install --no-cache --offline --python /venv/bin/python --no-deps --no-build-isolation --compile-bytecode .

# Everything that CI checks, in a container: `docker compose run --rm tests`.
FROM python:3.12-slim AS tests
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      chromium curl default-jdk-headless fonts-nanum git jq make procps \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements requirements
COPY Makefile pyproject.toml README.md LICENSE ./
RUN mkdir bot questions storage && touch bot/__init__.py questions/__init__.py storage/__init__.py && make .venv/.dev && rm -r bot questions storage
COPY . .
ENV CI=true
CMD ["make", "test"]

FROM python:3.12-slim AS run
RUN useradd --uid 10001 --create-home --home-dir /home/gapwise gapwise && mkdir /data && chown gapwise /data
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATABASE_URL=sqlite:////data/gapwise.db
USER 10001
WORKDIR /home/gapwise
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=40s \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8081/healthz', timeout=4)"]
CMD ["gapwise", "run"]

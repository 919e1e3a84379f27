# Builds every pinned package once, its hash checked, and keeps only what running needs.
FROM python:3.12-slim AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends gcc libc6-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY constraints.txt ./
# durable-rules comes as source only: setuptools first, then no build isolation, so that nothing unpinned is fetched.
RUN awk '/^[^ #]/ { wanted = /^setuptools==/ } wanted' constraints.txt > setuptools.txt \
    && pip install --no-cache-dir --require-hashes -r setuptools.txt \
    && CPPFLAGS="-O2 -DPyEval_CallObject=PyObject_CallObject" \
       pip wheel --no-cache-dir --no-build-isolation --no-deps --require-hashes --wheel-dir wheels -r constraints.txt \
    && pip install --no-cache-dir --no-index --find-links wheels hatchling
COPY pyproject.toml README.md LICENSE ./
COPY recognition recognition
COPY rulesets rulesets
COPY standards standards
RUN pip wheel --no-deps --no-build-isolation --wheel-dir wheels . \
    && python -m venv /srv/recognition \
    && /srv/recognition/bin/pip install --no-cache-dir --no-index --find-links wheels "recognition[verify]" \
    && /srv/recognition/bin/python -c "import durable_rules_engine, recognition"

FROM python:3.12-slim
RUN useradd --create-home --shell /usr/sbin/nologin recognition
COPY --from=build /srv/recognition /srv/recognition
USER recognition
WORKDIR /srv/dossiers
ENV PATH=/srv/recognition/bin:$PATH
ENTRYPOINT ["recognition"]
CMD ["--help"]

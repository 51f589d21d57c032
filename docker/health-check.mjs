// The health check of the image: alive means what /health/live says.
const url = `http://127.0.0.1:${process.env.PORT}/health/live`;
const answer = await fetch(url, { signal: AbortSignal.timeout(3_000) }).catch(() => undefined);
process.exit(answer?.ok ? 0 : 1);

// What the resource's short words mean, in plain sentences. Signs differ in shape, so that no colour is needed to tell them apart.

export const PHASES = {
  Pending: { sign: '○', tone: 'quiet', means: 'It waits for its turn.' },
  Provisioning: { sign: '◔', tone: 'busy', means: 'The registry is filled and the service is started.' },
  Running: { sign: '▶', tone: 'busy', means: 'Load is being sent.' },
  Collecting: { sign: '◕', tone: 'busy', means: 'The result is read and judged.' },
  Succeeded: { sign: '●', tone: 'good', means: 'The measurement happened. That alone says nothing about how good the numbers are.' },
  Failed: { sign: '✕', tone: 'bad', means: 'There is no complete measurement.' },
  Cancelled: { sign: '■', tone: 'quiet', means: 'It was stopped; what was measured before is kept.' },
  Suspended: { sign: '‖', tone: 'quiet', means: 'It does not start until spec.suspend is taken away.' },
};

export const COURSE = ['Pending', 'Provisioning', 'Running', 'Collecting', 'Succeeded'];

export const VERDICTS = {
  Pass: { sign: '✓', tone: 'good', means: 'Every objective was met.' },
  Warn: { sign: '!', tone: 'warn', means: 'An objective of severity Warn was missed; none of severity Fail.' },
  Fail: { sign: '✕', tone: 'bad', means: 'An objective was missed.' },
  Inconclusive: { sign: '?', tone: 'warn', means: 'The numbers do not allow to say whether the objectives were met.' },
  None: { sign: '–', tone: 'quiet', means: 'No objective was set, so there is nothing to pass or to fail.' },
  Skipped: { sign: '∅', tone: 'quiet', means: 'This combination is impossible, or was not measured.' },
};

export const VALIDITIES = {
  Valid: { sign: '✓', tone: 'good', means: 'Nothing speaks against these numbers.' },
  Suspect: { sign: '!', tone: 'warn', means: 'Use these numbers with care: something speaks against them.' },
  Invalid: { sign: '✕', tone: 'bad', means: 'Do not use these numbers: they are void, and pass no objective.' },
};

export const LOADS = {
  Burst: 'Burst: each client from one common instant',
  Closed: 'Closed: each client asks again when it has its answer',
  Constant: 'Constant: open loop at a fixed rate; latency counts from the planned start',
  Poisson: 'Poisson: open loop at random gaps; latency counts from the planned start',
};

/** H-03; Schroeder, Wierman, Harchol-Balter, Open Versus Closed, NSDI 2006. */
export const CLOSED_LOOP = {
  sign: '↻',
  means: 'closed loop: such a p99 is not a user latency under load (coordinated omission).',
  why: 'Clients wait for their answers, so whoever would have asked while the service was slow is missing. Load Constant and Poisson measure what users would see.',
};

export const isClosedLoop = (mode) => mode === 'Closed' || mode === 'Burst';

export const PARTS = [
  ['queueMs', 'Queue', 'waiting for a thread, or for a function’s environment'],
  ['metadataMs', 'Metadata', 'reading the catalogue'],
  ['poolWaitMs', 'Pool wait', 'waiting for a connection to the storage'],
  ['storageFirstByteMs', 'Storage, first byte', 'from having a connection to the storage’s first byte'],
  ['transferMs', 'Transfer', 'reading the archive and writing it to the client'],
  ['otherMs', 'Other', 'what the service’s own total has beyond these'],
];

export const ERRORS = {
  timeout: 'no complete answer in time',
  connect: 'no connection could be made',
  reset: 'the connection broke before the answer’s head was complete',
  status: 'an answer other than 200',
  truncated: 'the connection ended before the body did',
  corrupt: 'wrong length or checksum',
  throttled: '429: throttled',
};

export const METRICS = {
  requestsPerSecond: { name: 'Requests/s', unit: '1/s', goal: 'Maximize' },
  bytesPerSecond: { name: 'Throughput', unit: 'B/s', goal: 'Maximize' },
  megabytesPerSecond: { name: 'Throughput', unit: 'MB/s', goal: 'Maximize' },
  meanMs: { name: 'Mean', unit: 'ms', goal: 'Minimize' },
  medianMs: { name: 'Median', unit: 'ms', goal: 'Minimize' },
  p90Ms: { name: 'p90', unit: 'ms', goal: 'Minimize' },
  p95Ms: { name: 'p95', unit: 'ms', goal: 'Minimize' },
  p99Ms: { name: 'p99', unit: 'ms', goal: 'Minimize' },
  p999Ms: { name: 'p99.9', unit: 'ms', goal: 'Minimize' },
  maxMs: { name: 'Max', unit: 'ms', goal: 'Minimize' },
  successPercent: { name: 'Success', unit: '%', goal: 'Maximize' },
  errorPercent: { name: 'Errors', unit: '%', goal: 'Minimize' },
  usdPer1000: { name: 'Price of 1,000 downloads', unit: 'USD', goal: 'Minimize' },
};

export const BOTTLENECKS = {
  threads: 'The service’s threads',
  's3-connections': 'The connections to the object store',
  'database-connections': 'The connections to the database',
  'service-cpu': 'The service’s processors',
  'node-cpu': 'The node’s processors',
  network: 'The network',
  client: 'The load generator itself',
  'cold-starts': 'Cold starts',
  throttling: 'Throttling',
  metadata: 'The catalogue',
  storage: 'The storage',
  none: 'Nothing holds it back at this load',
  'not-enough-evidence': 'The numbers do not show what holds it back',
};

export const nameOfMetric = (metric) => METRICS[metric]?.name ?? metric;

export const unitOfMetric = (metric) => METRICS[metric]?.unit ?? '';

/** Such as ecs+s3, as perfrun's table has it; an external target has no storage of ours. */
export function variant(spec) {
  const compute = spec?.compute ?? {};
  if (compute.backend === 'external') {
    return `external:${compute.target ?? '–'}`;
  }
  const between = [spec?.storage?.caching, spec?.storage?.delivery].filter((word) => word && word !== 'None' && word !== 'Proxy');
  return [compute.backend ?? '–', spec?.storage?.backend ?? '–', ...between].join('+');
}

/** The same of a run's summary, which has the two backends only. */
export function variantOfSummary(run) {
  return run.compute === 'external' ? 'external' : [run.compute, run.storage].filter(Boolean).join('+');
}

/** Of the result, as it was measured (H-18); of a run without one, what is to be expected here. Null where nobody told. */
export const fidelityOfSummary = (run, session) => run.fidelity ?? (hasResult(run) ? null : expected([run.compute], session));

const hasResult = (run) => typeof run.requestsPerSecond === 'number';

/** A lambda is simulated wherever it runs; of everything else the operator knows. */
const expected = (backends, session) => (backends.includes('lambda') ? 'simulated' : (session.fidelity ?? null));

/** Of its runs: one of which things stood for others is enough, then one of which it is not told; before there are results, what is to be expected. */
export function fidelityOfExperiment(spec, runs, session) {
  const told = runs.filter(hasResult).map((run) => run.fidelity ?? null);
  if (told.length > 0) {
    return ['simulated', null, ...told.filter((word) => word !== 'real'), 'real'].find((word) => told.includes(word));
  }
  const values = (spec?.factors ?? []).filter((factor) => factor.path === 'compute.backend').flatMap((factor) => factor.values ?? []);
  return expected([spec?.template?.spec?.compute?.backend, ...values], session);
}

/** The load of an experiment's runs: of its template, or what it varies. */
export function modesOfExperiment(spec) {
  const factor = (spec?.factors ?? []).find((one) => one.path === 'load.mode');
  return factor ? (factor.values ?? []) : [spec?.template?.spec?.load?.mode ?? 'Burst'];
}

/** Whether its numbers may stand for it: it came to its end, and they are not void. */
export const isSound = (run) => hasNumbers(run) && run.validity !== 'Invalid';

/** Whether it has a number, however it came to its end, and what it has is void. */
export const isVoid = (run) => run.validity === 'Invalid' && (typeof run.p99Ms === 'number' || typeof run.requestsPerSecond === 'number');

const hasNumbers = (run) => run.phase === 'Succeeded' && typeof run.p99Ms === 'number' && typeof run.requestsPerSecond === 'number' && Boolean(run.completedAt);

export const isOver = (phase) => phase === 'Succeeded' || phase === 'Failed' || phase === 'Cancelled';

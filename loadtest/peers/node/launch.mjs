import cluster from 'node:cluster';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { serve } from './worker.mjs';

const SHIPPED_MODEL = fileURLToPath(new URL('../../../models/posture/2.1.0', import.meta.url));

const { values: options } = parseArgs({
  options: {
    port: { type: 'string', default: '8010' },
    workers: { type: 'string', default: '1' },
    log: { type: 'string', default: 'predictions' },
    model: { type: 'string', default: SHIPPED_MODEL },
  },
});
const port = wholeNumber('port', 0, 65535);
const workers = wholeNumber('workers', 1, 64);

/**
 * Serves as the command line says: in this process, or in `--workers` of its own.
 * @param {(prefix: string, worker: number) => {append: Function, end: Function}} openLog Opens the log of a worker, the
 * first of which is 1; `prefix` is the path that `--log` gives. Of its calls prediction-log.mjs tells; `append` may also
 * give a promise, for which the reply waits.
 */
export async function launch(openLog) {
  if (workers > 1 && cluster.isPrimary) {
    superviseWorkers();
    return;
  }
  const log = openLog(options.log, cluster.worker?.id ?? 1);
  await serve({ port, log, modelFolder: options.model, isAlone: workers === 1 });
}

// Connections are dealt out in turn. None is ready before all of them listen, or the first would get more than its share.
function superviseWorkers() {
  let listening = 0;
  let isStopping = false;
  cluster.on('listening', () => {
    if (++listening < workers) return;
    for (const worker of Object.values(cluster.workers)) worker.send('all-listening');
  });
  cluster.on('exit', (worker, code, signal) => {
    if (isStopping) return;
    console.error(`Worker ${worker.id} ended with ${signal ?? code}.`);
    process.exit(1);
  });
  process.on('SIGTERM', () => {
    isStopping = true;
    for (const worker of Object.values(cluster.workers)) worker.process.kill('SIGTERM');
  });
  for (let i = 0; i < workers; i++) cluster.fork();
}

function wholeNumber(name, min, max) {
  const value = Number(options[name]);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  console.error(`--${name} ${options[name]}: give a whole number from ${min} to ${max}.`);
  process.exit(2);
}

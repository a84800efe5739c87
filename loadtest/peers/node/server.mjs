// The posture protocol v1 (docs/protocol.md) as a Node.js team would serve it. ../README.md says what it leaves out.
import { launch } from './launch.mjs';
import { PredictionLog } from './prediction-log.mjs';

await launch((prefix, worker) => new PredictionLog(`${prefix}-${worker}.jsonl`));

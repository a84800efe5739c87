// The server in ../node with its predictions in a database, from which a history can be read. ../README.md says what it is.
import { launch } from '../node/launch.mjs';
import { PredictionDatabase } from './prediction-database.mjs';

await launch((prefix) => new PredictionDatabase(`${prefix}.db`));

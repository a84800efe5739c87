import http from 'node:http';
import { WebSocketServer } from 'ws';
import { Classifier } from './classifier.mjs';
import { Connection } from './connection.mjs';
import { MAX_MESSAGE_BYTES } from './protocol.mjs';

/**
 * Serves `/ws` and `/health/ready` until SIGTERM.
 * @param {{port: number, log: object, modelFolder: string, isAlone: boolean}} settings `isAlone`: no other worker has
 * to listen before this one is ready.
 */
export async function serve({ port, log, modelFolder, isAlone }) {
  const classifier = await Classifier.load(modelFolder);
  let isReady = isAlone;
  process.on('message', (message) => (isReady ||= message === 'all-listening'));

  const server = http.createServer((request, response) => {
    const isHealth = request.url === '/health/ready';
    response.writeHead(isHealth ? (isReady ? 200 : 503) : 404).end();
  });
  const sockets = new WebSocketServer({
    server, path: '/ws', maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false, clientTracking: false,
  });
  sockets.on('connection', (socket) => new Connection(socket, classifier, log));

  process.on('SIGTERM', () => log.end(() => process.exit(0)));
  server.listen(port, '127.0.0.1', () => console.log(`Listens on http://127.0.0.1:${server.address().port}/`));
}

export const MAX_MESSAGE_BYTES = 4096;

const MAX_TIMESTAMP_MS = 2 ** 53;
const MAX_PITCH_DEGREES = 180;

const ERROR_TEXTS = {
  missing_field: '필수 필드가 누락되었습니다. timestamp와 relativePitch가 필요합니다.',
  not_a_number: 'timestamp와 relativePitch는 숫자여야 합니다.',
  invalid_json: '잘못된 JSON 형식입니다.',
  not_an_object: '처리 중 오류 발생: JSON 객체가 아닙니다.',
  overloaded: '처리 중 오류 발생: 서버가 예측을 기록할 수 없습니다. 잠시 후 다시 시도해주세요.',
  internal: '처리 중 오류 발생: 서버 내부 오류입니다. 잠시 후 다시 시도해주세요.',
};

export function welcome() {
  return JSON.stringify({
    type: 'welcome',
    message: '자세 분류 웹소켓 서버에 연결되었습니다.',
    timestamp: new Date(),
    instructions: {
      format: '{"timestamp": 15420, "relativePitch": -25.73}',
      timestamp: 'ms',
      relativePitch: 'degrees, -180 … 180',
    },
  });
}

/**
 * @param {Buffer} data UTF-8 JSON.
 * @returns {{frame: {timestampMs: number, pitchDegrees: number}} | {error: string}} The error is a code of the protocol.
 */
export function decodeFrame(data) {
  const body = parse(data.toString());
  if (body === undefined) return { error: 'invalid_json' };
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return { error: 'not_an_object' };
  if (!Object.hasOwn(body, 'timestamp') || !Object.hasOwn(body, 'relativePitch')) return { error: 'missing_field' };
  const { timestamp, relativePitch } = body;
  const isValid = isWithin(timestamp, MAX_TIMESTAMP_MS) && isWithin(relativePitch, MAX_PITCH_DEGREES);
  return isValid ? { frame: { timestampMs: timestamp, pitchDegrees: relativePitch } } : { error: 'not_a_number' };
}

/**
 * @param {Float32Array} probabilities By posture.
 * @returns {object} The prediction message, to be sent as JSON.
 */
export function predictionMessage(frame, probabilities, modelVersion) {
  let posture = 0;
  for (let i = 1; i < probabilities.length; i++) {
    if (probabilities[i] > probabilities[posture]) posture = i;
  }
  return {
    type: 'prediction',
    predicted_posture: posture,
    confidence: probabilities[posture],
    all_probabilities: { ...probabilities },
    input_timestamp: frame.timestampMs,
    input_relative_pitch: frame.pitchDegrees,
    server_timestamp: new Date(),
    model_version: modelVersion,
  };
}

export function errorReply(code) {
  return JSON.stringify({ type: 'error', error: ERROR_TEXTS[code], code, timestamp: new Date() });
}

function isWithin(value, max) {
  return typeof value === 'number' && Math.abs(value) <= max;
}

// undefined, which no JSON text stands for, when it is none.
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return parseNonFinite(text);
  }
}

// Python's json module writes NaN and Infinity; to the protocol they are values that are no number.
function parseNonFinite(text) {
  const replaced = text.replace(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g, (word) => (word[0] === '"' ? word : 'null'));
  if (replaced === text) return undefined;
  try {
    return JSON.parse(replaced);
  } catch {
    return undefined;
  }
}

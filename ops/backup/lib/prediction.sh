# shellcheck shell=bash
# One prediction by the restored models, over HTTP, as the operating guide asks for it.

# prove_prediction FOLDER: by the frontend of POSTURE_DRILL_FRONTEND over the models in FOLDER/models, or by one that runs.
prove_prediction() {
  if [[ -n $POSTURE_DRILL_FRONTEND ]]; then
    start_frontend "$1"
    ask_for_prediction "http://127.0.0.1:$POSTURE_DRILL_PORT"
    stop_frontend
  else
    ask_for_prediction "${POSTURE_DRILL_URL%/}"
  fi
}

start_frontend() {
  local command
  read -r -a command <<<"$POSTURE_DRILL_FRONTEND"
  # Ports of its own for the silo inside, and a data folder that nobody else has.
  ASPNETCORE_URLS=http://127.0.0.1:$POSTURE_DRILL_PORT Posture__Mode=Embedded \
    Posture__Silo__SiloPort=$((POSTURE_DRILL_PORT + 1)) Posture__Silo__GatewayPort=$((POSTURE_DRILL_PORT + 2)) \
    Posture__DataDirectory=$1/data Posture__Model__Directory=$1/models "${command[@]}" >"$1/frontend.log" 2>&1 {store_lock}>&- &
  frontend=$!
  local second
  for ((second = 0; second < 120; second++)); do
    ! curl -fsS -o /dev/null --max-time 5 "http://127.0.0.1:$POSTURE_DRILL_PORT/health/ready" 2>/dev/null || return 0
    kill -0 "$frontend" 2>/dev/null || break
    sleep 1
  done
  tail -n 20 "$1/frontend.log" >&2
  die "The frontend is not ready over the restored models: see above. Is POSTURE_DRILL_FRONTEND right, and POSTURE_DRILL_PORT free?"
}

stop_frontend() {
  [[ -n ${frontend:-} ]] || return 0
  kill "$frontend" 2>/dev/null || true
  wait "$frontend" 2>/dev/null || true
  frontend=
}

ask_for_prediction() {
  local answer
  answer=$(curl -fsS --max-time 10 -X POST "$1/test-prediction" -H 'Content-Type: application/json' \
    -d '{"timestamp": 12345, "relativePitch": -10.5}') || die "$1 did not predict. Is POSTURE_DRILL_URL right?"
  [[ $answer =~ \"predicted_posture\":[0-7], && $answer =~ \"model_version\":\"([^\"]+)\" ]] || die "$1 answered no prediction: $answer"
  say "Model ${BASH_REMATCH[1]} predicts: $answer"
}

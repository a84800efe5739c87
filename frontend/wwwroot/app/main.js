import { AlertNotifier } from "./alerts/alertNotifier.js";
import { CalibrationGuide, CALM_READ_MS } from "./calibration/calibrationGuide.js";
import { CaptureCue } from "./calibration/captureCue.js";
import { captureLengths } from "./calibration/captureLength.js";
import { DeviceConnection } from "./connection/deviceConnection.js";
import { FrameStream } from "./frames/frameStream.js";
import { Language } from "./language/language.js";
import { PhoneSensor } from "./sources/phoneSensor.js";
import { SimulatedWearer } from "./sources/simulatedWearer.js";
import { today } from "./today/today.js";
import { CurrentUser } from "./user/currentUser.js";
import { userApi as api } from "./user/userApi.js";
import { UserReading } from "./user/userReading.js";
import { showAccess } from "./views/accessView.js";
import { showAlertBanner } from "./views/alertBannerView.js";
import { alertChange } from "./views/alertChange.js";
import { showAlertSettings } from "./views/alertSettingsView.js";
import { showAlerts } from "./views/alertView.js";
import { showCalibration } from "./views/calibrationView.js";
import { showConnection } from "./views/connectionView.js";
import { showErrors } from "./views/faultView.js";
import { showGuide } from "./views/guideView.js";
import { showLanguageChoice } from "./views/languageView.js";
import { showPhone } from "./views/phoneView.js";
import { showPitch } from "./views/pitchView.js";
import { showPrediction } from "./views/predictionView.js";
import { showProbabilities } from "./views/probabilitiesView.js";
import { showSimulatedWearer } from "./views/simulatedWearerView.js";
import { showSource } from "./views/sourceView.js";
import { showSteady } from "./views/steadyView.js";
import { showToday } from "./views/todayView.js";
import { showToken } from "./views/tokenView.js";
import { showTraffic } from "./views/trafficView.js";

const ALERT_READ_MS = 1_000;
const TODAY_READ_MS = 30_000;

const language = new Language();
const connection = new DeviceConnection();
const stream = new FrameStream(connection);
const wearer = new SimulatedWearer();
const phone = new PhoneSensor();

const user = new CurrentUser(connection);
const notifier = new AlertNotifier();
const calibration = new UserReading(user, api.calibration, CALM_READ_MS);
// A hidden page is worth reading for only where a notification can leave it.
const alerts = new UserReading(user, api.alerts, ALERT_READ_MS, () => notifier.state === "on");
const times = new UserReading(user, readToday, TODAY_READ_MS);
const change = alertChange(alerts, language);

const lengths = captureLengths(location.href);
const guide = new CalibrationGuide(calibration, api, (posture) => (wearer.posture = posture), lengths[0]);

showLanguageChoice(language);
showConnection(connection, language);
showToken(connection, [calibration, alerts, times], language);
showErrors(stream, connection, language);
showSource(stream, { simulated: wearer, phone });
showSimulatedWearer(wearer, language);
showPhone(phone, language);
showPrediction(stream, connection, language);
showProbabilities(stream, language);
showPitch(stream, language);
showTraffic(stream, connection, language);
showAccess([calibration, alerts, times]);
showSteady(user, alerts, calibration, language);
showCalibration({ user, connection, calibration, guide, api }, language);
showGuide({ guide, user, connection, calibration, stream, phone, cue: new CaptureCue(), lengths }, language);
showAlerts({ user, alerts, notifier, change }, language);
showAlertBanner({ user, alerts, notifier, change }, language);
showAlertSettings({ user, alerts, change }, language);
showToday(user, times, language);

function readToday(userId, signal) {
  const { from, to } = today(new Date());
  return api.postureTimes(userId, from, to, signal);
}

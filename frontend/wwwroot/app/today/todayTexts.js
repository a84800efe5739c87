/** The texts of the day's posture times. */
export const todayTexts = {
  ko: {
    "today.heading": "오늘",
    "today.total": "합계 {duration}",
    "today.absent": "사용자 ID로 연결하면 오늘의 자세별 시간이 보입니다.",
    "today.anonymous": "익명 연결의 시간은 기록되지 않습니다. 사용자 ID로 연결하세요.",
    "today.returning": "연결을 기다립니다.",
    "today.unknown": "알 수 없음",
    "today.note": "오늘 0시부터, 지속 자세로 셉니다. 보정하지 않은 동안은 알 수 없음입니다.",
  },

  en: {
    "today.heading": "Today",
    "today.total": "{duration} in all",
    "today.absent": "Connect with a user id to see today’s time by posture.",
    "today.anonymous": "The time of an anonymous connection is not kept. Connect with a user id.",
    "today.returning": "Waiting for the connection.",
    "today.unknown": "Unknown",
    "today.note": "Since midnight, by steady posture. Time without calibration is unknown.",
  },
};

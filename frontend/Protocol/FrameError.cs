namespace Posture.Frontend.Protocol;

/// <summary>Why a message was not answered with a prediction.</summary>
internal enum FrameError
{
    MissingField,
    NotANumber,
    InvalidJson,
    NotAnObject,
    ModelNotLoaded,
    Overloaded,
    Internal,
}

/// <summary>The words of each error on the wire. Devices in the field compare them: they are frozen.</summary>
internal static class ErrorTexts
{
    public static string Code(FrameError error) => error switch
    {
        FrameError.MissingField => "missing_field",
        FrameError.NotANumber => "not_a_number",
        FrameError.InvalidJson => "invalid_json",
        FrameError.NotAnObject => "not_an_object",
        FrameError.ModelNotLoaded => "model_not_loaded",
        FrameError.Overloaded => "overloaded",
        _ => "internal",
    };

    public static string Text(FrameError error) => error switch
    {
        FrameError.MissingField => "필수 필드가 누락되었습니다. timestamp와 relativePitch가 필요합니다.",
        FrameError.NotANumber => "timestamp와 relativePitch는 숫자여야 합니다.",
        FrameError.InvalidJson => "잘못된 JSON 형식입니다.",
        FrameError.NotAnObject => "처리 중 오류 발생: JSON 객체가 아닙니다.",
        FrameError.ModelNotLoaded => "모델이 로드되지 않았습니다. 서버를 다시 시작해주세요.",
        FrameError.Overloaded => "처리 중 오류 발생: 서버가 예측을 기록할 수 없습니다. 잠시 후 다시 시도해주세요.",
        _ => "처리 중 오류 발생: 서버 내부 오류입니다. 잠시 후 다시 시도해주세요.",
    };
}

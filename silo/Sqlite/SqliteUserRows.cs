namespace Posture.Silo.Sqlite;

/// <summary>How the rows of one user are found in <c>prediction_logs</c>: along the index by bucket of user id.</summary>
internal static class SqliteUserRows
{
    /// <summary>The bucket of <c>$user_id</c>, by the column's own expression.</summary>
    public const string Bucket = "(unicode(substr($user_id, -1)) + 31 * unicode(substr($user_id, -2))) % 256";

    /// <summary>Holds for the rows of <c>$user_id</c>.</summary>
    public const string AreOf = $"user_bucket = {Bucket} and user_id = $user_id";
}

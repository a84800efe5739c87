using static Posture.Ops.Tests.Guide.CommandNeed;

namespace Posture.Ops.Tests.Guide;

/// <summary>Every command of the operations guide, and how it is known to work. A new one has to be entered here.</summary>
internal static class GuideCommands
{
    private const string Api = """curl ${OPERATOR_TOKEN:+-H "Authorization: Bearer $OPERATOR_TOKEN"} http://localhost:8000/api/""";
    private const string Change = """ ${OPERATOR_TOKEN:+-H "Authorization: Bearer $OPERATOR_TOKEN"} http://localhost:8000/api/models/""";
    private const string Sql = "docker exec posture_db psql -U posture_user -d posture_classification -c ";
    private const string Scripts = "/opt/posture/backup/";
    private const string Trace = """dotnet-trace collect --process-id "$(pgrep -n -f 'Posture\.Frontend')" --profile """;
    private const string Compose = "ops/compose.yaml";
    private const string LogLines = "tests/system/Logs/GuideCommandTests.cs";
    private const string SqlLines = "tests/silo/Postgres/GuideSqlTests.cs";
    private const string EncryptedLines = "tests/ops/Backup/EncryptedBackupTests.cs";
    private const string ByHand = "docs/guide-coverage.md";

    public static readonly Dictionary<string, GuideCommand> All = new()
    {
        ["curl http://localhost:8000/health"] = new(Server, "\"status\":\"healthy\""),
        ["time curl http://localhost:8000/health"] = new(Server, "\"status\":\"healthy\""),
        ["curl -X POST ${OPERATOR_TOKEN:+-H \"Authorization: Bearer $OPERATOR_TOKEN\"} http://localhost:8000/test-prediction \\\n  -H \"Content-Type: application/json\" \\\n  -d '{\"timestamp\": 12345, \"relativePitch\": -10.5}'"] =
            new(Server, "\"type\":\"prediction\",\"predicted_posture\":[0-7],.*\"input_timestamp\":12345,\"input_relative_pitch\":-10.5,"),
        ["ops/deploy-verify.sh http://localhost:8000"] = new(Server, "All checks passed"),
        [Api + "status"] = new(Server, "\"state\":\"running\""),
        [Api + "reports/daily/$(TZ=Asia/Seoul date +%F)"] = new(Server, "\"is_so_far\":(true|false)"),
        [Api + "reports/weekly/$(TZ=Asia/Seoul date -d '7 days ago' +%F)"] = new(Server, "\"is_so_far\":(true|false)"),
        [Api + "models/accuracy"] = new(Server, "^\\[\\]$"),
        [Api + "models/drift"] = new(Server, "\"verdict\":|\"model_version\":"),
        [Api + "devices"] = new(Server, "\"items\":\\[\\]"),
        ["curl -X POST" + Change + "rollback"] = new(Server, "\"status\":409"),
        ["curl -X DELETE" + Change + "shadow"] = new(Server, "\"shadow\":null"),
        ["curl -s ${OPERATOR_TOKEN:+-H \"Authorization: Bearer $OPERATOR_TOKEN\"} http://localhost:8000/metrics | grep -E '^(dotnet|process)_'"] = new(Server, "process_working_set_bytes [1-9]"),
        ["df -h"] = new(Server, "%"),
        ["awk '$8 == 401 || $8 == 403 || $8 == 429 {print $1, $8}' /var/log/posture_system/access.log | sort | uniq -c | sort -nr | head -20"] =
            new(Server, "1 127.0.0.1 401"),
        ["grep -h ERROR /var/log/posture_system/error.log | grep -o '\\[[^]]*\\]$' | sort | uniq -c | sort -nr | head -20"] = new(Server, "^$"),
        ["openssl x509 -in /etc/ssl/certs/posture-system.crt -noout -dates"] = new(Server, "notAfter="),
        ["openssl x509 -in /etc/ssl/certs/posture-system.crt -noout -checkend 1209600"] = new(Server, "will not expire"),

        ["tail -100 /var/log/posture_system/error.log"] = new(Logs, LogLines),
        ["grep -i error /var/log/posture_system/*.log"] = new(Logs, LogLines),
        ["find /var/log/posture_system -name \"*.log\" -newermt \"1 hour ago\" -exec tail -f {} \\;"] = new(Logs, LogLines),
        ["grep \"user_id:12345\" /var/log/posture_system/access.log"] = new(Logs, LogLines),
        ["awk '$9 > 1000 {print $0}' /var/log/posture_system/access.log"] = new(Logs, LogLines),
        ["grep -i \"authentication failed\" /var/log/posture_system/*.log"] = new(Logs, LogLines),
        ["awk '{print $1}' /var/log/posture_system/access.log | sort | uniq -c | sort -nr | head -20"] = new(Logs, LogLines),
        ["du -sh /var/log/posture_system/*"] = new(Logs, LogLines),

        ["docker-compose ps"] = new(Containers, Compose),
        ["docker-compose logs --tail=100 posture_server"] = new(Containers, Compose),
        ["docker-compose logs --tail=100 nginx posture_db posture_redis prometheus grafana"] = new(Containers, Compose),
        ["docker-compose restart posture_server"] = new(Containers, Compose),
        ["docker-compose restart posture_silo_1"] = new(Containers, Compose),
        ["docker-compose up -d"] = new(Containers, Compose),
        ["docker-compose -f compose.yaml -f compose.prod.yaml up -d"] = new(Containers, Compose),
        [Sql + "\"VACUUM ANALYZE;\""] = new(Containers, SqlLines),
        [Sql + "\"SELECT name, setting, pending_restart FROM pg_settings WHERE name IN ('max_connections', 'shared_buffers');\""] = new(Containers, SqlLines),
        [Sql + """
            "
            SELECT
                schemaname,
                tablename,
                pg_size_pretty(pg_total_relation_size(schemaname||'.'||tablename)) as size
            FROM pg_tables
            WHERE schemaname = 'public'
            ORDER BY pg_total_relation_size(schemaname||'.'||tablename) DESC;
            "
            """] = new(Containers, SqlLines),
        ["docker exec -it posture_db psql -U posture_user -d posture_classification"] = new(Containers, SqlLines),
        [Sql + "'\\du'"] = new(Containers, Compose),

        ["ls -lt /backup/database | head -5"] = new(Backups, "ops/backup/backup-database.sh"),
        [Scripts + "restore-drill.sh"] = new(Backups, "ops/backup/restore-drill.sh"),
        [Scripts + "archive-logs.sh"] = new(Backups, "ops/backup/archive-logs.sh"),
        [Scripts + "backup-database.sh"] = new(Backups, "ops/backup/backup-database.sh"),
        [Scripts + "check-encryption.sh"] = new(Backups, EncryptedLines),
        ["export POSTURE_BACKUP_IDENTITY=/root/posture-backup-key.txt"] = new(Backups, EncryptedLines),
        ["POSTURE_BACKUP_IDENTITY=/root/posture-backup-key.txt " + Scripts + "check-encryption.sh"] = new(Backups, EncryptedLines),
        [Scripts + "restore-config.sh newest ~/config"] = new(Backups, "tests/ops/Backup/ConfigBackupTests.cs"),

        ["sudo install -d -m 755 -o 1654 -g 1654 /var/log/posture_system"] = new(Machine, "tests/ops/Backup/InstallTests.cs"),
        ["export OPERATOR_TOKEN=\"$(sed -n 's/^OPERATOR_TOKEN=//p' ops/.env)\""] = new(Machine, "ops/.env.example"),
        ["logrotate -d /etc/logrotate.d/posture-system 2>&1 | grep error:"] = new(Machine, "tests/ops/Logrotate/LogrotateTests.cs"),
        ["wrk -t12 -c400 -d30s --script=load_test.lua http://localhost:8000/"] = new(Machine, "tests/loadtest/Wrk/WrkScriptTests.cs"),
        ["bash tests/run"] = new(Machine, "tests/run"),
        ["ops/security/scan-vulnerabilities.sh"] = new(Machine, "tests/ops/Security/ScanTests.cs"),
        ["/opt/posture/security/daily.sh"] = new(Machine, "tests/ops/Security/DailyTests.cs"),
        ["/opt/posture/security/weekly.sh"] = new(Machine, "tests/ops/Security/WeeklyTests.cs"),
        ["/opt/posture/security/monthly.sh"] = new(Machine, "tests/ops/Security/MonthlyTests.cs"),
        ["top"] = new(Machine, ByHand),
        ["apt list --upgradable"] = new(Machine, ByHand),
        ["ss -tlnp"] = new(Machine, ByHand),
        ["awk '{print $1}' /var/log/nginx/access.log | sort | uniq -c | sort -nr | head -20"] = new(Machine, "ops/nginx/nginx.conf"),
        ["dotnet tool install --global dotnet-trace"] = new(Machine, ByHand),
        [Trace + "gc-verbose --duration 00:00:30"] = new(Machine, ByHand),
        [Trace + "dotnet-sampled-thread-time --duration 00:00:30"] = new(Machine, ByHand),
        ["sleep 30"] = new(Machine, ByHand),

        ["docker-compose down && docker-compose up -d posture_db"] = new(Destructive, Compose),
        ["docker system prune -f"] = new(Destructive, ByHand),
        [Scripts + "restore-database.sh newest"] = new(Destructive, "ops/backup/restore-database.sh"),
        [Scripts + "restore-models.sh /backup/models/posture_model_v2.1.0.tar.gz"] = new(Destructive, EncryptedLines),
    };

    public static IEnumerable<string> That(CommandNeed need) => All.Where(command => command.Value.Need == need).Select(command => command.Key);
}

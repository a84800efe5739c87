using Posture.Grains.PredictionLog;

namespace Posture.Grains.Tests.PredictionLog;

/// <summary>The spool on a disk without room.</summary>
public sealed class FullDiskTests
{
    [Theory]
    [InlineData(1 << 20)]
    [InlineData(2_000)]
    public void A_full_disk_refuses_records_whole_and_takes_them_again_once_there_is_room(int segmentBytes)
    {
        using TinyDisk disk = TinyDisk.Mount(kilobytes: 64);
        disk.Occupy(kilobytes: 32);
        var folder = new SpoolFolder(Directory.CreateDirectory(Path.Combine(disk.Path, "spool")).FullName);
        folder.Options.SegmentBytes = segmentBytes;
        int next;
        using (PredictionSpool spool = folder.Open())
        {
            (next, IOException refusal) = spool.AppendUntilRefused(0);
            long pending = spool.PendingBytes;
            Assert.IsNotType<SpoolFullException>(refusal);
            Assert.True(spool.IsRefusing);
            Assert.Equal((next, pending), (spool.AppendUntilRefused(next).Next, spool.PendingBytes));

            disk.Free();
            spool.Append(PredictionRecords.Numbered(next++));
            Assert.False(spool.IsRefusing);
            (next, _) = spool.AppendUntilRefused(next);
            Assert.True(spool.PendingBytes > pending + 8 * 1024);
        }

        using PredictionSpool reopened = folder.Open();
        Assert.Equal(PredictionRecords.Sequences(PredictionRecords.Run(0, next)), reopened.TakeAll());
    }
}

-- A cleared grain is gone, row and key: somebody who is erased leaves no name behind. The version that comes back is one
-- that no row has, as the provider wants of a success.
update OrleansQuery
set QueryText = '
delete from OrleansStorage
where ServiceId = @ServiceId and GrainTypeString = @GrainTypeString
  and GrainIdN0 = @GrainIdN0 and GrainIdN1 = @GrainIdN1
  and coalesce(GrainIdExtensionString, '''') = coalesce(@GrainIdExtensionString, '''')
  and Version = @GrainStateVersion;
select case when changes() = 1 then @GrainStateVersion + 1 else @GrainStateVersion end as NewGrainStateVersion;
'
where QueryKey = 'ClearStorageKey';

delete from OrleansStorage where PayloadBinary is null;

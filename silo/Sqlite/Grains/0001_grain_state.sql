-- The contract of Microsoft.Orleans.Persistence.AdoNet: it reads its three statements from OrleansQuery. The unique
-- index makes a second first write of one grain a conflict instead of a second row.
create table OrleansQuery
(
    QueryKey  text primary key,
    QueryText text not null
);

create table OrleansStorage
(
    GrainIdHash            integer not null,
    GrainIdN0              integer not null,
    GrainIdN1              integer not null,
    GrainTypeHash          integer not null,
    GrainTypeString        text    not null,
    GrainIdExtensionString text,
    ServiceId              text    not null,
    PayloadBinary          blob,
    ModifiedOn             text    not null,
    Version                integer not null
);

create unique index OrleansStorage_Grain on OrleansStorage
    (ServiceId, GrainTypeString, GrainIdN0, GrainIdN1, coalesce(GrainIdExtensionString, ''));

-- A version that comes back unchanged tells the provider that somebody else wrote first.
insert into OrleansQuery (QueryKey, QueryText) values ('WriteToStorageKey', '
insert into OrleansStorage
    (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId,
     PayloadBinary, ModifiedOn, Version)
values
    (@GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId,
     @PayloadBinary, datetime(''now''), 1)
on conflict (ServiceId, GrainTypeString, GrainIdN0, GrainIdN1, coalesce(GrainIdExtensionString, '''')) do update
    set PayloadBinary = excluded.PayloadBinary, ModifiedOn = excluded.ModifiedOn, Version = Version + 1
    where Version = @GrainStateVersion;
select case when changes() = 1 then Version else @GrainStateVersion end as NewGrainStateVersion
from OrleansStorage
where ServiceId = @ServiceId and GrainTypeString = @GrainTypeString
  and GrainIdN0 = @GrainIdN0 and GrainIdN1 = @GrainIdN1
  and coalesce(GrainIdExtensionString, '''') = coalesce(@GrainIdExtensionString, '''');
');

insert into OrleansQuery (QueryKey, QueryText) values ('ReadFromStorageKey', '
select PayloadBinary, Version
from OrleansStorage
where ServiceId = @ServiceId and GrainTypeString = @GrainTypeString
  and GrainIdN0 = @GrainIdN0 and GrainIdN1 = @GrainIdN1
  and coalesce(GrainIdExtensionString, '''') = coalesce(@GrainIdExtensionString, '''');
');

insert into OrleansQuery (QueryKey, QueryText) values ('ClearStorageKey', '
update OrleansStorage
set PayloadBinary = null, ModifiedOn = datetime(''now''), Version = Version + 1
where ServiceId = @ServiceId and GrainTypeString = @GrainTypeString
  and GrainIdN0 = @GrainIdN0 and GrainIdN1 = @GrainIdN1
  and coalesce(GrainIdExtensionString, '''') = coalesce(@GrainIdExtensionString, '''')
  and Version = @GrainStateVersion;
select case when changes() = 1 then Version else @GrainStateVersion end as NewGrainStateVersion
from OrleansStorage
where ServiceId = @ServiceId and GrainTypeString = @GrainTypeString
  and GrainIdN0 = @GrainIdN0 and GrainIdN1 = @GrainIdN1
  and coalesce(GrainIdExtensionString, '''') = coalesce(@GrainIdExtensionString, '''');
');

-- The contract of Microsoft.Orleans.Persistence.AdoNet: it reads its three statements from OrleansQuery. The unique
-- index makes a second first write of one grain a conflict instead of a second row.
create table OrleansQuery
(
    QueryKey  text primary key,
    QueryText text not null
);

create table OrleansStorage
(
    GrainIdHash            integer     not null,
    GrainIdN0              bigint      not null,
    GrainIdN1              bigint      not null,
    GrainTypeHash          integer     not null,
    GrainTypeString        text        not null,
    GrainIdExtensionString text,
    ServiceId              text        not null,
    PayloadBinary          bytea,
    ModifiedOn             timestamptz not null,
    Version                integer     not null
);

create unique index OrleansStorage_Grain on OrleansStorage
    (ServiceId, GrainTypeString, GrainIdN0, GrainIdN1, coalesce(GrainIdExtensionString, ''));

-- A version that comes back unchanged tells the provider that somebody else wrote first.
insert into OrleansQuery (QueryKey, QueryText) values ('WriteToStorageKey', '
with written as
(
    insert into OrleansStorage
        (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId,
         PayloadBinary, ModifiedOn, Version)
    values
        (@GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId,
         @PayloadBinary, now(), 1)
    on conflict (ServiceId, GrainTypeString, GrainIdN0, GrainIdN1, coalesce(GrainIdExtensionString, '''')) do update
        set PayloadBinary = excluded.PayloadBinary, ModifiedOn = excluded.ModifiedOn, Version = OrleansStorage.Version + 1
        where OrleansStorage.Version = @GrainStateVersion::integer
    returning Version
)
select Version as NewGrainStateVersion from written
union all
select @GrainStateVersion::integer where not exists (select from written);
');

insert into OrleansQuery (QueryKey, QueryText) values ('ReadFromStorageKey', '
select PayloadBinary, Version
from OrleansStorage
where ServiceId = @ServiceId and GrainTypeString = @GrainTypeString
  and GrainIdN0 = @GrainIdN0 and GrainIdN1 = @GrainIdN1
  and coalesce(GrainIdExtensionString, '''') = coalesce(@GrainIdExtensionString, '''');
');

-- A cleared grain is gone, row and key: somebody who is erased leaves no name behind.
insert into OrleansQuery (QueryKey, QueryText) values ('ClearStorageKey', '
with cleared as
(
    delete from OrleansStorage
    where ServiceId = @ServiceId and GrainTypeString = @GrainTypeString
      and GrainIdN0 = @GrainIdN0 and GrainIdN1 = @GrainIdN1
      and coalesce(GrainIdExtensionString, '''') = coalesce(@GrainIdExtensionString, '''')
      and Version = @GrainStateVersion::integer
    returning 1
)
select @GrainStateVersion::integer + (select count(*) from cleared)::integer as NewGrainStateVersion;
');

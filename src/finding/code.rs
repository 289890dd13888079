//! The table of finding codes: the one place that says how severe a kind of finding is and who must act.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How much a finding weighs (严重程度).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Error (错误): the record is not used.
    Error,
    /// Warning (警告): the record is used, but somebody must look at it.
    Warning,
    /// Note (提示): nothing needs to be done.
    Note,
}

/// Who must act on a finding (责任方).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Responsible {
    /// Whoever made or converted the file (数据制作方).
    DataProducer,
    /// The surveyor (测绘单位).
    Surveyor,
    /// The office that keeps the ledger (台账管理部门).
    LedgerKeeper,
}

macro_rules! codes {
    ($( $(#[$doc:meta])* $variant:ident = $id:literal, $severity:ident, $responsible:ident; )*) => {
        /// The kind of a finding; ids are stable and never used again for another kind.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum Code {
            $( $(#[$doc])* #[serde(rename = $id)] $variant, )*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$variant),*];

            /// The readable id, as `ring-not-closed`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Code::$variant => $id,)* }
            }

            /// How much findings of this code weigh.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// Who must act on findings of this code.
            #[must_use]
            pub const fn responsible(self) -> Responsible {
                match self { $(Code::$variant => Responsible::$responsible,)* }
            }
        }
    };
}

codes! {
    // -- Bytes and JSON ------------------------------------------------------------------------------
    /// The file has no content.
    FileEmpty = "file-empty", Error, DataProducer;
    /// The file starts with a UTF-8 byte order mark.
    ByteOrderMark = "byte-order-mark", Warning, DataProducer;
    /// Bytes that are not UTF-8; GBK or GB18030 is named when the bytes fit it.
    NotUtf8 = "not-utf8", Error, DataProducer;
    /// The text is not JSON.
    JsonMalformed = "json-malformed", Error, DataProducer;
    /// The text ends in the middle of a JSON value.
    JsonTruncated = "json-truncated", Error, DataProducer;
    /// Something follows the end of the document.
    JsonTrailing = "json-trailing", Error, DataProducer;
    /// Arrays and objects are nested deeper than the reader follows.
    JsonTooDeep = "json-too-deep", Error, DataProducer;
    /// A number that no 64-bit float can hold, such as `1e400`.
    NumberOverflow = "number-overflow", Error, DataProducer;
    /// The same key stands twice in one object.
    DuplicateKey = "duplicate-key", Error, DataProducer;
    /// A member of a record is missing, unknown, or has a value of the wrong kind.
    MemberInvalid = "member-invalid", Error, DataProducer;

    // -- GeoJSON -------------------------------------------------------------------------------------
    /// A `type` is missing or is none of RFC 7946's.
    GeojsonType = "geojson-type", Error, DataProducer;
    /// A member that RFC 7946 requires is missing, or has the wrong kind of value.
    GeojsonMember = "geojson-member", Error, DataProducer;
    /// A member that defines another kind of GeoJSON object, such as `properties` in a geometry.
    GeojsonForeignMember = "geojson-foreign-member", Warning, DataProducer;
    /// A feature without a geometry.
    GeometryMissing = "geometry-missing", Error, DataProducer;
    /// A geometry of a kind that the record cannot have.
    GeometryKind = "geometry-kind", Error, DataProducer;
    /// Coordinates are nested too deep or not deep enough for their geometry.
    CoordinatesNesting = "coordinates-nesting", Error, DataProducer;
    /// A position with fewer than two numbers.
    PositionTooShort = "position-too-short", Error, DataProducer;
    /// A position with more than three numbers.
    PositionTooLong = "position-too-long", Warning, DataProducer;
    /// A coordinate that is not a number.
    CoordinateNotNumber = "coordinate-not-number", Error, DataProducer;
    /// A ring with fewer than four positions, or a polygon without rings.
    RingTooShort = "ring-too-short", Error, DataProducer;
    /// The last position of a ring is not its first.
    RingNotClosed = "ring-not-closed", Error, DataProducer;
    /// The old `crs` member, which RFC 7946 removed.
    GeojsonCrs = "geojson-crs", Warning, DataProducer;
    /// A feature without an id.
    FeatureIdMissing = "feature-id-missing", Error, DataProducer;
    /// Two features with the same id.
    FeatureIdRepeated = "feature-id-repeated", Error, DataProducer;

    // -- Coordinates ---------------------------------------------------------------------------------
    /// Longitude or latitude outside its range.
    CoordinateRange = "coordinate-range", Error, DataProducer;
    /// Latitude stands before longitude.
    AxesSwapped = "axes-swapped", Error, DataProducer;
    /// Projected metres where degrees are expected.
    CoordinatesProjected = "coordinates-projected", Error, DataProducer;
    /// The coordinates look shifted by GCJ-02 or BD-09.
    CoordinatesShifted = "coordinates-shifted", Warning, DataProducer;

    // -- Boundary-point TXT --------------------------------------------------------------------------
    /// A line of a boundary-point file that cannot be read.
    TxtLine = "txt-line", Error, DataProducer;
    /// A header key is missing.
    TxtHeaderMissing = "txt-header-missing", Warning, DataProducer;
    /// The reference system of the file is not CGCS2000.
    TxtDatum = "txt-datum", Error, DataProducer;
    /// The zone number was taken from the eastings, as the header has none.
    TxtZoneInferred = "txt-zone-inferred", Warning, DataProducer;
    /// Header and eastings name different zones.
    TxtZoneConflict = "txt-zone-conflict", Error, DataProducer;
    /// Full-width punctuation was read as the ASCII one.
    TxtFullWidth = "txt-full-width", Warning, DataProducer;
    /// The stated number of points is not the number of points.
    TxtPointCount = "txt-point-count", Warning, DataProducer;
    /// A plot line with more or fewer fields than nine.
    TxtFieldCount = "txt-field-count", Warning, DataProducer;
    /// A ring whose last point is not its first.
    TxtRingNotClosed = "txt-ring-not-closed", Warning, DataProducer;
    /// A closing point that carries the first point's number but other coordinates.
    TxtClosingPoint = "txt-closing-point", Warning, DataProducer;
    /// X and Y (northing and easting) stand in each other's place.
    TxtColumnsSwapped = "txt-columns-swapped", Warning, DataProducer;
    /// A stated area with a unit written behind it.
    TxtAreaUnit = "txt-area-unit", Warning, DataProducer;
    /// The stated area is not the computed one.
    TxtAreaDiffers = "txt-area-differs", Warning, Surveyor;
    /// A header value or field that cannot be used; it is kept, and taken as missing.
    TxtValue = "txt-value", Warning, DataProducer;
    /// A header value in another of its usual forms.
    TxtHeaderForm = "txt-header-form", Note, DataProducer;
    /// Lines that end in different ways.
    TxtLineEndings = "txt-line-endings", Note, DataProducer;
    /// Bytes that GB18030 has another spelling for; only that one can be written back.
    TxtBytesNotKept = "txt-bytes-not-kept", Note, DataProducer;
    /// The stated number of points leaves out the closing points, or counts ones that are not there.
    TxtPointCountOpen = "txt-point-count-open", Note, DataProducer;
    /// A ring number that several rings share, or that contradicts where the ring lies.
    TxtRingNumber = "txt-ring-number", Warning, DataProducer;
    /// Points that were moved, added or removed since they were read from a boundary-point file.
    TxtPointMoved = "txt-point-moved", Warning, DataProducer;

    // -- Zone and parcels ----------------------------------------------------------------------------
    /// A code (parcel, unit, division, credit) that does not follow its grammar.
    CodeInvalid = "code-invalid", Error, DataProducer;
    /// A parcel that lies partly outside the zone.
    ParcelPartlyOutside = "parcel-partly-outside", Warning, LedgerKeeper;
    /// A parcel that lies outside the zone.
    ParcelOutside = "parcel-outside", Warning, LedgerKeeper;
    /// A parcel of the ledger without a geometry on the map.
    ParcelNotMapped = "parcel-not-mapped", Warning, LedgerKeeper;
    /// A parcel on the map that the journal never registered.
    ParcelNotRegistered = "parcel-not-registered", Warning, LedgerKeeper;
    /// Approved and mapped area of the zone differ by more than rounding.
    ZoneAreaDiffers = "zone-area-differs", Warning, LedgerKeeper;

    // -- Journal -------------------------------------------------------------------------------------
    /// A line of the journal is not one JSON object.
    JournalLine = "journal-line", Error, LedgerKeeper;
    /// The hash chain breaks: a line was changed, removed, repeated or moved.
    JournalChainBroken = "journal-chain-broken", Error, LedgerKeeper;
    /// The journal carries no hash chain.
    JournalNotChained = "journal-not-chained", Note, LedgerKeeper;
    /// An event recorded before the one above it.
    JournalRecordedBackwards = "journal-recorded-backwards", Warning, LedgerKeeper;
    /// An event id that was used before.
    EventIdRepeated = "event-id-repeated", Error, LedgerKeeper;
    /// An event about a parcel that is not registered on its day.
    EventUnknownParcel = "event-unknown-parcel", Error, LedgerKeeper;
    /// An event about an entry that is not on the ledger on its day.
    EventUnknownEntry = "event-unknown-entry", Error, LedgerKeeper;
    /// An event about a plan that is not adopted on its day.
    EventUnknownPlan = "event-unknown-plan", Error, LedgerKeeper;
    /// An event about a space that is not surveyed on its day.
    EventUnknownSpace = "event-unknown-space", Error, LedgerKeeper;
    /// An event about a prospect that is not recorded on its day.
    EventUnknownProspect = "event-unknown-prospect", Error, LedgerKeeper;
    /// A correction of an event that does not exist.
    EventUnknownEvent = "event-unknown-event", Error, LedgerKeeper;
    /// An event that the state of its subject does not allow.
    EventNotAllowed = "event-not-allowed", Error, LedgerKeeper;
}

/// The readable id.
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

//! [`Code`]: the kinds of findings. Everything else about a kind stands in its row of [`super::rules`].

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::rules::{self, Rule};
use super::{ExternalCode, Responsible, Severity};

macro_rules! codes {
    ($( $(#[$doc:meta])* $variant:ident = $id:literal; )*) => {
        /// The kind of a finding; ids are stable and never used again for another kind.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $( $(#[$doc])* $variant, )*
            /// A kind that an embedding program brings along.
            External(ExternalCode),
        }

        impl Code {
            /// Every code of this crate, in the order of the catalogue.
            pub const ALL: &'static [Code] = &[$(Code::$variant),*];

            /// The readable id, as `ring-not-closed`.
            #[must_use]
            pub fn id(&self) -> &str {
                match self {
                    $(Code::$variant => $id,)*
                    Code::External(code) => code.id(),
                }
            }

            /// The code with this id; ids of an embedding program start with `x-` and are not known here.
            #[must_use]
            pub fn from_id(id: &str) -> Option<Code> {
                match id { $($id => Some(Code::$variant),)* _ => None }
            }
        }
    };
}

codes! {
    // -- Bytes and JSON --------------------------------------------------------------------------------
    /// The file has no content.
    FileEmpty = "file-empty";
    /// The file starts with a UTF-8 byte order mark.
    ByteOrderMark = "byte-order-mark";
    /// Bytes that are not UTF-8; GBK or GB18030 is named when the bytes fit it.
    NotUtf8 = "not-utf8";
    /// The text is not JSON.
    JsonMalformed = "json-malformed";
    /// The text ends in the middle of a JSON value.
    JsonTruncated = "json-truncated";
    /// Something follows the end of the document.
    JsonTrailing = "json-trailing";
    /// Arrays and objects are nested deeper than the reader follows.
    JsonTooDeep = "json-too-deep";
    /// A number that no 64-bit float can hold, such as `1e400`.
    NumberOverflow = "number-overflow";
    /// The same key stands twice in one object.
    DuplicateKey = "duplicate-key";
    /// A member of a record is missing, unknown, or has a value of the wrong kind.
    MemberInvalid = "member-invalid";
    /// `NaN` or `Infinity` where JSON wants a number.
    NumberNotFinite = "number-not-finite";

    // -- GeoJSON ---------------------------------------------------------------------------------------
    /// A `type` is missing or is none of RFC 7946's.
    GeojsonType = "geojson-type";
    /// A member that RFC 7946 requires is missing, or has the wrong kind of value.
    GeojsonMember = "geojson-member";
    /// A member that defines another kind of GeoJSON object, such as `properties` in a geometry.
    GeojsonForeignMember = "geojson-foreign-member";
    /// A feature without a geometry.
    GeometryMissing = "geometry-missing";
    /// A geometry of a kind that the record cannot have.
    GeometryKind = "geometry-kind";
    /// Coordinates are nested too deep or not deep enough for their geometry.
    CoordinatesNesting = "coordinates-nesting";
    /// A position with fewer than two numbers.
    PositionTooShort = "position-too-short";
    /// A position with more than three numbers.
    PositionTooLong = "position-too-long";
    /// A coordinate that is not a number.
    CoordinateNotNumber = "coordinate-not-number";
    /// A ring with fewer than four positions, or a polygon without rings.
    RingTooShort = "ring-too-short";
    /// The last position of a ring is not its first.
    RingNotClosed = "ring-not-closed";
    /// The old `crs` member, which RFC 7946 removed.
    GeojsonCrs = "geojson-crs";
    /// A feature without an id.
    FeatureIdMissing = "feature-id-missing";
    /// Two features with the same id.
    FeatureIdRepeated = "feature-id-repeated";
    /// A feature without the member `properties`.
    PropertiesMissing = "properties-missing";
    /// A feature without the member `geometry`.
    GeometryMemberMissing = "geometry-member-missing";
    /// A feature id that is neither a string nor a number.
    FeatureIdType = "feature-id-type";
    /// A geometry without any position.
    CoordinatesEmpty = "coordinates-empty";
    /// A ring without any position.
    RingEmpty = "ring-empty";
    /// A `bbox` that has not four or six numbers.
    BboxLength = "bbox-length";
    /// A `bbox` whose south is above its north, or whose lower height is above its upper one.
    BboxOrder = "bbox-order";
    /// A `bbox` that does not enclose the coordinates it stands beside.
    BboxNotEnclosing = "bbox-not-enclosing";
    /// A GeometryCollection within a GeometryCollection.
    GeometryCollectionNested = "geometry-collection-nested";
    /// An exterior ring that runs clockwise, or an interior ring that runs counter-clockwise.
    RingDirection = "ring-direction";
    /// A feature larger than may be held in memory.
    FeatureTooLarge = "feature-too-large";

    // -- Coordinates -----------------------------------------------------------------------------------
    /// Longitude or latitude outside its range.
    CoordinateRange = "coordinate-range";
    /// Latitude stands before longitude.
    AxesSwapped = "axes-swapped";
    /// Projected metres where degrees are expected.
    CoordinatesProjected = "coordinates-projected";
    /// The coordinates look shifted by GCJ-02 or BD-09.
    CoordinatesShifted = "coordinates-shifted";
    /// More decimals than any survey can measure.
    PrecisionTooFine = "precision-too-fine";
    /// So few decimals that rounding alone can move the area beyond its tolerance.
    PrecisionTooCoarse = "precision-too-coarse";
    /// Coordinates that lie in another Gauss-Krüger strip than the zone.
    CoordinateNotInZoneStrip = "coordinate-not-in-zone-strip";

    // -- Polygons --------------------------------------------------------------------------------------
    /// A vertex that is no finite number.
    VertexNotFinite = "vertex-not-finite";
    /// A ring with fewer than three different vertices.
    RingTooFewVertices = "ring-too-few-vertices";
    /// A ring whose vertices all lie on one line.
    RingWithoutArea = "ring-without-area";
    /// Two edges of a ring that cross.
    RingCrossing = "ring-crossing";
    /// A ring that touches itself.
    RingTouch = "ring-touch";
    /// A ring that runs out and back along the same line.
    RingSpike = "ring-spike";
    /// A ring that runs along itself, so that it has a neck of no width.
    RingNeck = "ring-neck";
    /// A vertex that stands twice in a row.
    VertexRepeated = "vertex-repeated";
    /// Two vertices in a row that are nearer to each other than can be surveyed.
    VertexNear = "vertex-near";
    /// A hole outside its polygon.
    HoleOutside = "hole-outside";
    /// A hole that lies partly outside its polygon.
    HoleCrossesShell = "hole-crosses-shell";
    /// A hole inside another hole.
    HoleNested = "hole-nested";
    /// Two holes of a polygon that overlap.
    HolesOverlap = "holes-overlap";
    /// Two rings of a polygon that run along the same line.
    HoleSharesEdge = "hole-shares-edge";
    /// Two equal rings in one polygon.
    HoleDuplicate = "hole-duplicate";
    /// Holes that cut the inside of a polygon into pieces.
    InteriorDisconnected = "interior-disconnected";
    /// Two parts of a parcel that overlap.
    PartsOverlap = "parts-overlap";
    /// A part of a parcel inside another part.
    PartNested = "part-nested";
    /// Two parts of a parcel with a common edge: they are one part.
    PartsShareEdge = "parts-share-edge";
    /// A part of a parcel that stands there twice.
    PartDuplicate = "part-duplicate";

    // -- Coverage --------------------------------------------------------------------------------------
    /// Two parcels that cover the same ground.
    ParcelsOverlap = "parcels-overlap";
    /// A vertex on a neighbour's border where the neighbour has none.
    VertexUnmatched = "vertex-unmatched";
    /// A vertex that misses the neighbour's vertex by less than can be surveyed.
    VertexMismatched = "vertex-mismatched";
    /// Ground within the zone that no parcel and no declared land covers.
    Gap = "gap";
    /// Declared non-parcel land that overlaps a parcel or other declared land.
    DeclaredLandOverlap = "declared-land-overlap";
    /// Declared non-parcel land outside the zone.
    DeclaredLandOutside = "declared-land-outside";
    /// Declared non-parcel land without a reason.
    DeclaredLandReasonMissing = "declared-land-reason-missing";

    // -- Zone and parcels ------------------------------------------------------------------------------
    /// A code (parcel, unit, division, credit) that does not follow its grammar.
    CodeInvalid = "code-invalid";
    /// A parcel that lies partly outside the zone.
    ParcelPartlyOutside = "parcel-partly-outside";
    /// A parcel that lies outside the zone.
    ParcelOutside = "parcel-outside";
    /// A parcel of the ledger without a geometry on the map.
    ParcelNotMapped = "parcel-not-mapped";
    /// A parcel on the map that the journal never registered.
    ParcelNotRegistered = "parcel-not-registered";
    /// Approved and mapped area of the zone differ by more than rounding.
    ZoneAreaDiffers = "zone-area-differs";
    /// A parcel that covers or cuts land excluded from the zone.
    ParcelOverZoneHole = "parcel-over-zone-hole";
    /// A block of the zone that reaches beyond the boundary.
    BlockOutsideZone = "block-outside-zone";
    /// Two blocks of the zone that overlap.
    BlocksOverlap = "blocks-overlap";
    /// A parcel in more than one block of the zone.
    ParcelAcrossBlocks = "parcel-across-blocks";
    /// A parcel that lies in another block than the one stated.
    BlockDiffers = "block-differs";
    /// The areas of parcels, gaps, declared land and overhang do not sum to the zone.
    AreaBalanceOpen = "area-balance-open";
    /// The same parcel code on two features.
    ParcelCodeRepeated = "parcel-code-repeated";
    /// The same real-estate unit code on two parcels.
    UnitCodeRepeated = "unit-code-repeated";
    /// A code of a division outside the district.
    DivisionForeign = "division-foreign";
    /// Registered and computed area differ by more than survey accuracy explains.
    RegisteredAreaReview = "registered-area-review";
    /// Registered and computed area differ by more than the limit.
    RegisteredAreaConflict = "registered-area-conflict";
    /// A fact that a parcel of this stage must have.
    FactMissing = "fact-missing";
    /// Parcels before and after a split or merge do not cover the same ground.
    LineageAreaDiffers = "lineage-area-differs";
    /// A parcel in force together with the parcels that replaced it.
    LineageInForce = "lineage-in-force";

    // -- The run itself --------------------------------------------------------------------------------
    /// What holds for the coordinates as stored does not hold as rounded for exchange.
    RoundingBreaks = "rounding-breaks";
    /// Something that could not be checked, and why.
    NotChecked = "not-checked";
    /// More occurrences than are listed.
    NotListed = "not-listed";
    /// An acknowledgement that has run out.
    AcknowledgementExpired = "acknowledgement-expired";
    /// An acknowledgement that matches no finding.
    AcknowledgementUnmatched = "acknowledgement-unmatched";

    // -- Boundary-point TXT ----------------------------------------------------------------------------
    /// A line of a boundary-point file that cannot be read.
    TxtLine = "txt-line";
    /// A header key is missing.
    TxtHeaderMissing = "txt-header-missing";
    /// The reference system of the file is not CGCS2000.
    TxtDatum = "txt-datum";
    /// The zone number was taken from the eastings, as the header has none.
    TxtZoneInferred = "txt-zone-inferred";
    /// Header and eastings name different zones.
    TxtZoneConflict = "txt-zone-conflict";
    /// Full-width punctuation was read as the ASCII one.
    TxtFullWidth = "txt-full-width";
    /// The stated number of points is not the number of points.
    TxtPointCount = "txt-point-count";
    /// A plot line with more or fewer fields than nine.
    TxtFieldCount = "txt-field-count";
    /// A ring whose last point is not its first.
    TxtRingNotClosed = "txt-ring-not-closed";
    /// A closing point that carries the first point's number but other coordinates.
    TxtClosingPoint = "txt-closing-point";
    /// X and Y (northing and easting) stand in each other's place.
    TxtColumnsSwapped = "txt-columns-swapped";
    /// A stated area with a unit written behind it.
    TxtAreaUnit = "txt-area-unit";
    /// The stated area is not the computed one.
    TxtAreaDiffers = "txt-area-differs";
    /// A header value or field that cannot be used; it is kept, and taken as missing.
    TxtValue = "txt-value";
    /// A header value in another of its usual forms.
    TxtHeaderForm = "txt-header-form";
    /// Lines that end in different ways.
    TxtLineEndings = "txt-line-endings";
    /// Bytes that GB18030 has another spelling for; only that one can be written back.
    TxtBytesNotKept = "txt-bytes-not-kept";
    /// The stated number of points leaves out the closing points, or counts ones that are not there.
    TxtPointCountOpen = "txt-point-count-open";
    /// A ring number that several rings share, or that contradicts where the ring lies.
    TxtRingNumber = "txt-ring-number";
    /// Points that were moved, added or removed since they were read from a boundary-point file.
    TxtPointMoved = "txt-point-moved";

    // -- Journal ---------------------------------------------------------------------------------------
    /// A line of the journal is not one JSON object.
    JournalLine = "journal-line";
    /// The hash chain breaks: a line was changed, removed, repeated or moved.
    JournalChainBroken = "journal-chain-broken";
    /// The journal carries no hash chain.
    JournalNotChained = "journal-not-chained";
    /// An event recorded before the one above it.
    JournalRecordedBackwards = "journal-recorded-backwards";
    /// An event id that was used before.
    EventIdRepeated = "event-id-repeated";
    /// An event about a parcel that is not registered on its day.
    EventUnknownParcel = "event-unknown-parcel";
    /// An event about an entry that is not on the ledger on its day.
    EventUnknownEntry = "event-unknown-entry";
    /// An event about a plan that is not adopted on its day.
    EventUnknownPlan = "event-unknown-plan";
    /// An event about a space that is not surveyed on its day.
    EventUnknownSpace = "event-unknown-space";
    /// An event about a prospect that is not recorded on its day.
    EventUnknownProspect = "event-unknown-prospect";
    /// A correction of an event that does not exist.
    EventUnknownEvent = "event-unknown-event";
    /// An event that the state of its subject does not allow.
    EventNotAllowed = "event-not-allowed";
    /// The last append to the journal was interrupted, or is going on.
    JournalTorn = "journal-torn";
    /// An act of several lines of which some are missing or cannot be used.
    JournalActBroken = "journal-act-broken";
    /// A head that was kept elsewhere, and that the journal does not have.
    JournalHeadMissing = "journal-head-missing";
    /// A journal in a version of the format that this library does not know.
    JournalVersion = "journal-version";

    // -- The ledger, as it stands on a day -----------------------------------------------------------------
    /// A balance assertion that the ledger does not bear out.
    LedgerBalanceDiffers = "ledger-balance-differs";
    /// An entry whose parcel is revitalized is still on the ledger.
    LedgerStillListed = "ledger-still-listed";
    /// The entries of a parcel have more land than the parcel.
    LedgerListedExceeds = "ledger-listed-exceeds";
    /// An entry is struck off as revitalized while spaces on its parcel stand vacant.
    LedgerStillVacant = "ledger-still-vacant";
    /// An entry is struck off as revitalized without any plan.
    LedgerNoPlan = "ledger-no-plan";
    /// An entry of idle land of which no date says since when.
    LedgerClockMissing = "ledger-clock-missing";
    /// An entry came back soon after it was struck off.
    LedgerRelapse = "ledger-relapse";
    /// One holder has entries on several parcels.
    LedgerHolderRepeated = "ledger-holder-repeated";
    /// A day far in the past or in the future.
    LedgerDayImplausible = "ledger-day-implausible";
    /// An end before its start.
    LedgerDatesReversed = "ledger-dates-reversed";
    /// An event that does not state what its kind requires.
    LedgerFieldMissing = "ledger-field-missing";
    /// Figures of the zone that cannot all be true.
    LedgerFiguresContradict = "ledger-figures-contradict";
    /// A parcel has more than one active plan.
    LedgerPlansOverlap = "ledger-plans-overlap";
    /// An active plan none of whose plots is on the ledger.
    LedgerPlanOpen = "ledger-plan-open";
    /// A plan was closed without the evidence of its methods.
    LedgerPlanEvidence = "ledger-plan-evidence";
    /// The day on which the fallback of a plan takes over has passed.
    LedgerFallbackDue = "ledger-fallback-due";
    /// A firm that has moved in, or signed, and a space that is not used so.
    LedgerProspectPlace = "ledger-prospect-place";
    /// A plan with a method that the law does not provide for here.
    PlanMethodNotProvided = "plan-method-not-provided";
    /// A plan none of whose methods ends in lasting use.
    PlanNoEndState = "plan-no-end-state";
    // -- Ledger sheets ---------------------------------------------------------------------------------
    /// A workbook that cannot be read.
    SheetWorkbook = "sheet-workbook";
    /// Rows, columns or sheets of a workbook that are hidden.
    SheetHidden = "sheet-hidden";
    /// No row of a sheet has headings that are known.
    SheetHeading = "sheet-heading";
    /// A heading that is not known; its column is not read.
    SheetHeadingUnknown = "sheet-heading-unknown";
    /// Two columns of a sheet for the same thing.
    SheetHeadingRepeated = "sheet-heading-repeated";
    /// A column of areas or money that does not say its unit.
    SheetUnitMissing = "sheet-unit-missing";
    /// A quote that nothing closes, or that text follows.
    SheetQuote = "sheet-quote";
    /// A row with more or fewer cells than there are headings.
    SheetRowLength = "sheet-row-length";
    /// A cell that is not what its column holds.
    SheetCell = "sheet-cell";
    /// A word that is none of those known for its column.
    SheetWordUnknown = "sheet-word-unknown";
    /// A date without its day.
    SheetDatePartial = "sheet-date-partial";
    /// The same area twice in a row, in two units, and not the same.
    SheetAreasDiffer = "sheet-areas-differ";
    /// Square metres that were worked out with a rounded mu.
    SheetMuFactor = "sheet-mu-factor";
    /// A total that is not the sum of its rows.
    SheetTotalDiffers = "sheet-total-differs";
    /// One parcel code in several rows that no entry ids tell apart.
    SheetCodeRepeated = "sheet-code-repeated";
    /// One entry id in several rows.
    SheetIdRepeated = "sheet-id-repeated";

    // -- Rulebooks ---------------------------------------------------------------------------------------
    /// The text is not TOML.
    TomlMalformed = "toml-malformed";
    /// Two criteria of a rulebook with the same id, or one id twice in a set.
    RulebookIdRepeated = "rulebook-id-repeated";
    /// A set names a criterion that the rulebook does not have.
    RulebookIdUnknown = "rulebook-id-unknown";
    /// A criterion that no set uses.
    RulebookCriterionUnused = "rulebook-criterion-unused";
    /// Two sets of a rulebook for one use of land.
    RulebookUseRepeated = "rulebook-use-repeated";
    /// A set or a group without any criterion.
    RulebookSetEmpty = "rulebook-set-empty";
    /// A window of years where the metric has none, or of no years.
    RulebookWindow = "rulebook-window";
    /// A unit that does not measure the metric.
    RulebookUnit = "rulebook-unit";
    /// A number of a rulebook that its kind cannot have.
    RulebookRange = "rulebook-range";
    /// A last day in force before the first.
    RulebookDaysReversed = "rulebook-days-reversed";
    /// A criterion without a threshold; it stays unknown.
    RulebookThresholdMissing = "rulebook-threshold-missing";

    // -- Shapefiles ------------------------------------------------------------------------------------
    /// A record of a Shapefile that cannot be read, or that its other files do not have.
    ShpRecord = "shp-record";
    /// A ring of a Shapefile whose direction does not fit where it lies.
    ShpRing = "shp-ring";
    /// The reference system of a Shapefile is not said, is another one, or contradicts the numbers.
    ShpReference = "shp-reference";
    /// The encoding of a Shapefile's attributes is not said, or not known.
    DbfEncoding = "dbf-encoding";
    /// An attribute of a Shapefile that cannot be read as what its field is.
    DbfValue = "dbf-value";
    /// A name or a text that the attributes of a Shapefile have no room for.
    DbfCut = "dbf-cut";
}

impl Code {
    /// The row of the catalogue; `None` for a code of an embedding program.
    #[must_use]
    pub fn rule(self) -> Option<&'static Rule> {
        rules::rule(self)
    }

    /// Whether a record with such a finding cannot be taken in at all: its bytes, its structure or its coordinates
    /// do not say what it is. No profile switches these off.
    #[must_use]
    pub fn is_essential(self) -> bool {
        self.severity() == Severity::Error && self.rule().is_some_and(|rule| rule.is_essential())
    }

    /// How much findings of this code weigh, unless a profile lowers it.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Code::External(code) => code.severity(),
            _ => self.rule().map_or(Severity::Error, |rule| rule.severity),
        }
    }

    /// Who must act on findings of this code.
    #[must_use]
    pub fn responsible(self) -> Responsible {
        match self {
            Code::External(code) => code.responsible(),
            _ => self.rule().map_or(Responsible::DataProducer, |rule| rule.responsible),
        }
    }
}

/// The readable id.
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Code {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Code".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "The id of a code of the catalogue (问题代码, see landledger rules), or of an embedding program (x-…).",
            "type": "string",
            "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
        })
    }
}

/// An id of an embedding program is taken as a warning for the ledger keeper; within a finding, severity and
/// responsibility are those that stand beside it.
impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Code, D::Error> {
        let id = String::deserialize(deserializer)?;
        Code::from_id(&id)
            .or_else(|| {
                ExternalCode::new(&id, Severity::Warning, Responsible::LedgerKeeper)
                    .map(Code::External)
            })
            .ok_or_else(|| {
                de::Error::custom(format!(
                    "expected a finding code, as landledger rules lists them, found {id:?}"
                ))
            })
    }
}

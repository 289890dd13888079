//! SHA-256 (FIPS 180-4): the one room that knows which crate works it out.

/// A SHA-256 over bytes that come in parts.
///
/// The command hashes whole files on every run, so that it has `sha2`, which takes the instructions of the processor where
/// there are any; a plain build has a crate without dependencies. The digests are the same.
pub(crate) struct Sha256(Inner);

#[cfg(feature = "cli")]
type Inner = sha2::Sha256;
#[cfg(not(feature = "cli"))]
type Inner = hmac_sha256::Hash;

impl Sha256 {
    pub(crate) fn new() -> Sha256 {
        #[cfg(feature = "cli")]
        return Sha256(<Inner as sha2::Digest>::new());
        #[cfg(not(feature = "cli"))]
        return Sha256(Inner::new());
    }

    pub(crate) fn update(&mut self, bytes: impl AsRef<[u8]>) {
        #[cfg(feature = "cli")]
        sha2::Digest::update(&mut self.0, bytes);
        #[cfg(not(feature = "cli"))]
        self.0.update(bytes);
    }

    pub(crate) fn finalize(self) -> [u8; 32] {
        #[cfg(feature = "cli")]
        return sha2::Digest::finalize(self.0).into();
        #[cfg(not(feature = "cli"))]
        return self.0.finalize();
    }

    /// Of bytes that are there as a whole.
    pub(crate) fn of(bytes: &[u8]) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(bytes);
        hash.finalize()
    }
}

#[cfg(test)]
mod tests {
    use super::Sha256;

    fn hex(bytes: [u8; 32]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// FIPS 180-4, the examples of one and of two blocks, and of a million letters a.
    #[test]
    fn the_examples_of_the_standard() {
        assert_eq!(
            hex(Sha256::of(b"abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        let two = b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
        assert_eq!(
            hex(Sha256::of(two)),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        );
        let mut hash = Sha256::new();
        for _ in 0..1000 {
            hash.update([b'a'; 1000]);
        }
        assert_eq!(
            hex(hash.finalize()),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        );
    }
}

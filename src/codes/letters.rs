//! Enums of the letters that codes use, written once.

/// An enum whose variants are one capital letter each.
macro_rules! letters {
    (
        $(#[$doc:meta])*
        $name:ident { $( $(#[$variant_doc:meta])* $variant:ident = $letter:literal, )* }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[$variant_doc])* $variant, )*
        }

        impl $name {
            /// The letter in the code.
            #[must_use]
            pub const fn letter(self) -> char {
                match self { $( $name::$variant => $letter as char, )* }
            }

            pub(super) const fn from_byte(byte: u8) -> Option<$name> {
                match byte {
                    $( $letter => Some($name::$variant), )*
                    _ => None,
                }
            }
        }
    };
}

pub(super) use letters;

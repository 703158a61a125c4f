//! The file format of models: a magic word, then zstd-compressed streams.

/// Why a model could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The bytes are no model of the kind asked for.
    #[error("these bytes are no {wanted} model")]
    Magic {
        /// The kind asked for.
        wanted: String,
    },
    /// The compressed part cannot be read.
    #[error("the model cannot be decompressed")]
    Compression(#[source] std::io::Error),
    /// The model contradicts itself.
    #[error("the model is corrupt: {0}")]
    Corrupt(&'static str),
}

/// Collects the streams of a model.
#[derive(Debug)]
pub(crate) struct Writer {
    magic: [u8; 4],
    body: Vec<u8>,
}

impl Writer {
    pub(crate) fn new(magic: [u8; 4]) -> Self {
        Self { magic, body: Vec::new() }
    }

    pub(crate) fn number(&mut self, value: u32) {
        self.body.extend(value.to_le_bytes());
    }

    /// Numbers by plane (all lowest bytes, then all second bytes), which compresses better.
    pub(crate) fn numbers(&mut self, values: &[u32]) {
        self.number(values.len() as u32);
        for plane in 0..4 {
            self.body.extend(values.iter().map(|v| v.to_le_bytes()[plane]));
        }
    }

    pub(crate) fn bytes(&mut self, values: &[u8]) {
        self.number(values.len() as u32);
        self.body.extend(values);
    }

    /// The finished file.
    pub(crate) fn finish(self) -> Vec<u8> {
        let mut file = self.magic.to_vec();
        let packed = zstd::bulk::compress(&self.body, 19).expect("memory is always writable");
        file.extend((self.body.len() as u32).to_le_bytes());
        file.extend(packed);
        file
    }
}

/// The decompressed streams of a model.
#[derive(Debug)]
pub(crate) struct Body(Vec<u8>);

impl Body {
    pub(crate) fn reader(&self) -> Reader<'_> {
        Reader { rest: &self.0 }
    }
}

/// Reads the streams of a model in the order they were written.
#[derive(Debug)]
pub(crate) struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    /// Checks the magic word and decompresses.
    pub(crate) fn open(file: &[u8], magic: [u8; 4]) -> Result<Body, ModelError> {
        let wanted = || ModelError::Magic { wanted: String::from_utf8_lossy(&magic).into_owned() };
        let (head, packed) = file.split_at_checked(8).ok_or_else(wanted)?;
        if head[..4] != magic {
            return Err(wanted());
        }
        let size = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        zstd::bulk::decompress(packed, size).map(Body).map_err(ModelError::Compression)
    }

    fn take(&mut self, length: usize) -> Result<&'b [u8], ModelError> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(ModelError::Corrupt("it ends early"))?;
        self.rest = rest;
        Ok(taken)
    }

    pub(crate) fn number(&mut self) -> Result<u32, ModelError> {
        self.take(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    }

    pub(crate) fn numbers(&mut self) -> Result<Vec<u32>, ModelError> {
        let length = self.number()? as usize;
        let bytes = self.take(length.checked_mul(4).ok_or(ModelError::Corrupt("a stream is too long"))?)?;
        let plane = |i: usize| &bytes[i * length..(i + 1) * length];
        let planes = plane(0).iter().zip(plane(1)).zip(plane(2).iter().zip(plane(3)));
        Ok(planes.map(|((a, b), (c, d))| u32::from_le_bytes([*a, *b, *c, *d])).collect())
    }

    pub(crate) fn bytes(&mut self) -> Result<&'b [u8], ModelError> {
        let length = self.number()? as usize;
        self.take(length)
    }
}
